namespace Gatehouse.Admission.Tests.Programs;

/// <summary>Where a program runs: in a network namespace of its own, or in a machine of its own.</summary>
/// <param name="Enter">The command that runs another one there.</param>
internal sealed record Place(IReadOnlyList<string> Enter)
{
    /// <summary>A named network namespace.</summary>
    public static implicit operator Place(string network) => new(["ip", "netns", "exec", network]);
}
