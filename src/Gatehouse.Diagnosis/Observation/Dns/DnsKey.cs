using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Observation.Dns;

/// <summary>What makes a response belong to a question.</summary>
internal readonly record struct DnsKey(IpAddress Client, IpAddress Server, string Name, ushort Type)
{
    public bool Equals(DnsKey other) =>
        Type == other.Type && Client == other.Client && Server == other.Server && string.Equals(Name, other.Name, StringComparison.Ordinal);

    public override int GetHashCode() => KeyedHash.Of(
        Client.HighBits, Client.LowBits, Server.HighBits, Server.LowBits, (uint)Name.GetHashCode(StringComparison.Ordinal) ^ Type);
}
