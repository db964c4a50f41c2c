namespace Gatehouse.Bench.Traffic;

/// <summary>One kind of conversation in a mix: its part of the octets, in thousandths, and how many of it run at a time.</summary>
internal sealed record Share(int Thousandths, int AtATime, Func<World, IEnumerator<int>> Begin);
