namespace Gatehouse.Bench.Output;

/// <summary>A host and one of its ports.</summary>
internal readonly record struct Side(Host Host, ushort Port);
