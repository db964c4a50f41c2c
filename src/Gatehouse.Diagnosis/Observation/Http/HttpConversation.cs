using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Observation.Http;

/// <summary>
/// The HTTP/1 exchange of a connection: its first request, its last response and its last error. Frame numbers are 0 where
/// nothing of the kind was seen. Query strings, cookies and credentials are never kept.
/// </summary>
public sealed class HttpConversation
{
    /// <summary>Method of the first request.</summary>
    public string? Method { get; internal set; }

    /// <summary>Target of the first request without its query.</summary>
    public string? Target { get; internal set; }

    /// <summary>Host header of the first request.</summary>
    public string? Host { get; internal set; }

    /// <summary>The first request.</summary>
    public long RequestFrame { get; internal set; }

    /// <summary>Time of the first request.</summary>
    public Timestamp RequestTime { get; internal set; } = Timestamp.None;

    /// <summary>The last request that was read.</summary>
    public long LastRequestFrame { get; internal set; }

    /// <summary>Requests seen.</summary>
    public int Requests { get; internal set; }

    /// <summary>Responses seen.</summary>
    public int Responses { get; internal set; }

    /// <summary>Status code of the last response; 0 when none.</summary>
    public int Status { get; internal set; }

    /// <summary>Reason phrase of the last response.</summary>
    public string? Reason { get; internal set; }

    /// <summary>The last response.</summary>
    public long ResponseFrame { get; internal set; }

    /// <summary>Server header of the last response.</summary>
    public string? ServerSoftware { get; internal set; }

    /// <summary>Status code of the last response that was 4xx or 5xx and was not followed by a better one; 0 when none.</summary>
    public int ErrorStatus { get; internal set; }

    /// <summary>That response.</summary>
    public long ErrorFrame { get; internal set; }

    /// <summary>The response that changed to another protocol (101 Switching Protocols); 0 when none did.</summary>
    public long UpgradeFrame { get; internal set; }

    /// <summary>The frame in which the last response came to the end it had announced; 0 when it did not, or announced none.</summary>
    public long CompleteFrame { get; internal set; }

    /// <summary>Octets of the server's stream before the part that is read next.</summary>
    internal long ServerOctets { get; set; }

    /// <summary>Octets of the server's stream up to the end that the last response announces by a length; 0 when it announces none.</summary>
    internal long AnnouncedEnd { get; set; }

    /// <summary>Whether the last request asks for the head of an answer alone.</summary>
    internal bool IsHead { get; set; }

    /// <summary>The body of the last response; null when its length is not known.</summary>
    internal HttpBody? Body { get; set; }

    /// <summary>Whether the first request asks a proxy for a tunnel.</summary>
    public bool IsConnect => string.Equals(Method, "CONNECT", StringComparison.Ordinal);
}
