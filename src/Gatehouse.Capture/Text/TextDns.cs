using Gatehouse.Wire.Ip;

namespace Gatehouse.Capture.Text;

/// <summary>A printed DNS query or response.</summary>
/// <param name="IsResponse">Whether it is a response.</param>
/// <param name="Name">The name asked for, lower case, without a final dot.</param>
/// <param name="Type">Query type: 1 A, 28 AAAA.</param>
/// <param name="Code">Response code (RFC 1035 section 4.1.1); 0 in a query.</param>
/// <param name="Addresses">Addresses in the answer.</param>
public sealed record TextDns(bool IsResponse, string Name, ushort Type, int Code, IReadOnlyList<IpAddress> Addresses);
