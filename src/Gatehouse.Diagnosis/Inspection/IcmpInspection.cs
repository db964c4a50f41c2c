using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Wire.Icmp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>One ICMP or ICMPv6 error.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Frame">Frame number.</param>
/// <param name="Time">When it was captured; null when not known.</param>
/// <param name="From">Who sent it.</param>
/// <param name="Version">4 for ICMP, 6 for ICMPv6.</param>
/// <param name="Type">Type.</param>
/// <param name="Code">Code.</param>
/// <param name="Name">What type and code mean: "port unreachable".</param>
/// <param name="Mtu">MTU of the next hop, octets; null when it names none.</param>
/// <param name="QuotedProtocol">Transport of the quoted packet.</param>
/// <param name="QuotedFrom">Who sent the quoted packet; with its port where that is quoted.</param>
/// <param name="QuotedTo">Whom it was for.</param>
/// <param name="QuotedBytes">Octets of the quoted packet by its own header.</param>
public sealed record IcmpInspection(
    string Source,
    long Frame,
    Timestamp Time,
    string From,
    int Version,
    int Type,
    int Code,
    string Name,
    int? Mtu,
    string QuotedProtocol,
    string QuotedFrom,
    string QuotedTo,
    int QuotedBytes)
{
    internal static IcmpInspection Of(string source, IcmpError error) => new(
        source,
        error.Frame,
        error.Time,
        error.From.ToString(),
        error.IsVersion6 ? 6 : 4,
        error.Type,
        error.Code,
        IcmpNames.Of(error.IsVersion6, error.Type, error.Code),
        error.NextHopMtu == 0 ? null : error.NextHopMtu,
        InspectionWords.Of(error.QuotedProtocol),
        Endpoint(error.QuotedSource, error.QuotedDestination),
        Endpoint(error.QuotedDestination, error.QuotedSource),
        error.QuotedLength);

    private static string Endpoint(IpEndpoint endpoint, IpEndpoint other) =>
        endpoint.Port == 0 && other.Port == 0 ? endpoint.Address.ToString() : endpoint.ToString();
}
