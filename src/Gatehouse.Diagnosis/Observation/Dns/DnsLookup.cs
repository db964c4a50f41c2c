using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Flows;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Observation.Dns;

/// <summary>One question to a name server, and what came back.</summary>
public sealed class DnsLookup : Flow<DnsLookup>
{
    /// <summary>Who asked.</summary>
    public required IpAddress Client { get; init; }

    /// <summary>The client's port of the first question, or of the response when no question was captured; 0 when not known.</summary>
    public ushort ClientPort { get; internal init; }

    /// <summary>The name server.</summary>
    public required IpAddress Server { get; init; }

    /// <summary>The name asked for, lower case, without a final dot.</summary>
    public required string Name { get; init; }

    /// <summary>Query type: 1 A, 28 AAAA.</summary>
    public required ushort Type { get; init; }

    /// <summary>The first query; 0 when only the response was captured.</summary>
    public long QueryFrame { get; internal init; }

    /// <summary>Time of the first query.</summary>
    public Timestamp QueryTime { get; internal init; } = Timestamp.None;

    /// <summary>How often it was asked.</summary>
    public int Queries { get; internal set; }

    /// <summary>The response; 0 when none.</summary>
    public long ResponseFrame { get; internal set; }

    /// <summary>Response code: 0 no error, 2 server failure, 3 no such name, 5 refused; null without response.</summary>
    public int? ResponseCode { get; internal set; }

    /// <summary>Addresses in the answer, as far as it was captured: none beside response code 0 does not say that there are none.</summary>
    public IReadOnlyList<IpAddress> Addresses { get; internal set; } = [];

    /// <summary>Whether the response says that the name has no address of the type asked for: no error, read whole, and none in it.</summary>
    public bool HasNoAddress { get; internal set; }

    /// <summary>Nanoseconds of packet time for which the capture went on after the last query.</summary>
    public long SilenceAfter { get; internal set; }

    internal DnsKey Key => new(Client, Server, Name, Type);
}
