using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Administration.Endpoints;

/// <summary>Words of the interface for what is stored as numbers.</summary>
internal static class Words
{
    /// <summary>States of endpoints, as they are told.</summary>
    public static IReadOnlyList<string> States { get; } = [.. Enum.GetValues<EndpointState>().Select(Of)];

    /// <summary>Verdicts, at their numbers in the posture model.</summary>
    public static IReadOnlyList<string> Verdicts { get; } = ["admitted", "reminded", "isolated", "offline"];

    /// <summary>The word for a state.</summary>
    public static string Of(EndpointState state) => state.ToString().ToLowerInvariant();

    /// <summary>The state of a word; null for null.</summary>
    public static EndpointState? State(string? word) => word is null ? null : Enum.Parse<EndpointState>(word, ignoreCase: true);

    /// <summary>The word for access; null for null.</summary>
    public static string? Of(Access? access) => access?.ToString().ToLowerInvariant();

    /// <summary>The word for a verdict; null for null.</summary>
    public static string? OfVerdict(int? verdict) => verdict is { } number && number >= 0 && number < Verdicts.Count ? Verdicts[number] : verdict?.ToString();

    /// <summary>The number of a verdict; null for null.</summary>
    public static int? Verdict(string? word) => word is null ? null : Verdicts.Index().First(verdict => verdict.Item == word).Index;
}
