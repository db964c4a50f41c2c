using System.Buffers;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Wire.Http;

namespace Gatehouse.Diagnosis.Observation.Http;

/// <summary>Writes HTTP/1 start lines into an <see cref="HttpConversation"/>.</summary>
internal static class HttpObserver
{
    /// <summary>Responses after which a connection is no longer followed: enough for a refusal and its repetition.</summary>
    internal const int ResponsesFollowed = 16;

    private const int SwitchingProtocols = 101;
    private const int Final = 200;
    private const int Redirection = 300;

    /// <summary>Takes octets in order.</summary>
    /// <returns>Whether more are wanted.</returns>
    public static bool Consume(TcpConversation conversation, Side side, ReadOnlySpan<byte> octets, long frame, Timestamp time)
    {
        conversation.Http ??= new HttpConversation();
        return side == Side.Client
            ? Request(conversation.Http, octets, frame, time)
            : Response(conversation, conversation.Http, octets, frame);
    }

    /// <summary>What follows on a connection is no longer the proxy's: both directions start over.</summary>
    public static void OpenTunnel(TcpConversation conversation, long frame)
    {
        conversation.TunnelFrame = frame;
        conversation.ClientStream?.Restart();
        conversation.ServerStream?.Restart();
    }

    /// <summary>Takes a request.</summary>
    public static void Ask(HttpConversation http, string? method, string? target, string? host, long frame, Timestamp time)
    {
        http.LastRequestFrame = frame;
        http.IsHead = string.Equals(method, "HEAD", StringComparison.Ordinal);
        if (http.Requests++ == 0)
        {
            http.Method = method;
            http.Target = target;
            http.Host = host;
            http.RequestFrame = frame;
            http.RequestTime = time;
        }
    }

    /// <summary>Whether a status answers a request for good: other provisional ones are followed by the answer.</summary>
    public static bool IsAnswer(int status) => status is SwitchingProtocols or >= Final;

    /// <summary>Takes a response that is not a provisional one.</summary>
    public static void Answer(HttpConversation http, int status, string? reason, string? software, long frame)
    {
        http.UpgradeFrame = status == SwitchingProtocols ? frame : 0;
        http.Responses++;
        http.Status = status;
        http.Reason = reason;
        http.ServerSoftware = software;
        http.ResponseFrame = frame;
        bool isError = status >= 400;
        http.ErrorStatus = isError ? status : 0;
        http.ErrorFrame = isError ? frame : 0;
    }

    private static bool Request(HttpConversation http, ReadOnlySpan<byte> octets, long frame, Timestamp time)
    {
        if (http.UpgradeFrame != 0)
        {
            return false;
        }

        if (HttpMessage.LooksLikeRequest(octets)
            && HttpMessage.Read(octets, out HttpMessage? message, out _) == OperationStatus.Done
            && message is { IsRequest: true })
        {
            Ask(http, message.Method, message.Target, message.Host, frame, time);
        }

        return http.Responses < ResponsesFollowed;
    }

    private static bool Response(TcpConversation conversation, HttpConversation http, ReadOnlySpan<byte> octets, long frame)
    {
        if (HttpMessage.LooksLikeResponse(octets)
            && HttpMessage.Read(octets, out HttpMessage? message, out _) == OperationStatus.Done
            && message is { IsRequest: false }
            && IsAnswer(message.StatusCode))
        {
            Answer(http, message.StatusCode, message.Reason, message.Server, frame);
            http.Body = HttpBody.Of(message, octets, http.IsHead);
            http.AnnouncedEnd = http.Body is not null && message is { IsChunked: false, ContentLength: { } length } && !http.IsHead && message.StatusCode is not (204 or 304)
                ? http.ServerOctets + message.HeadLength + length
                : 0;
            if (http.IsConnect && message.StatusCode < Redirection)
            {
                OpenTunnel(conversation, frame);
            }
        }
        else
        {
            http.Body?.Take(octets);
        }

        http.ServerOctets += octets.Length;
        http.CompleteFrame = http.Body is { IsComplete: true } ? frame : 0;
        return http.UpgradeFrame == 0 && http.Responses < ResponsesFollowed;
    }
}
