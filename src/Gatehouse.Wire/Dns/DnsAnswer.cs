using Gatehouse.Wire.Ip;

namespace Gatehouse.Wire.Dns;

/// <summary>One resource record of the answer section.</summary>
/// <param name="Name">Owner name in lower case.</param>
/// <param name="Address">The address of an A or AAAA record; null in others.</param>
/// <param name="Alias">The canonical name of a CNAME record, in lower case; null in others.</param>
internal readonly record struct DnsAnswer(string Name, IpAddress? Address, string? Alias);
