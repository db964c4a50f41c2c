using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Observation.Dns;

/// <summary>What makes a response belong to a question.</summary>
internal readonly record struct DnsKey(IpAddress Client, IpAddress Server, string Name, ushort Type);
