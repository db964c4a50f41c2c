using Gatehouse.Posture.Catalogues;

namespace Gatehouse.Posture.Policies;

/// <summary>Updates must be installed, each severity for itself.</summary>
public sealed record PatchRule : CheckRule
{
    /// <summary>The mode in which the endpoint uploads what is installed and the server checks it.</summary>
    public const string UploadMode = "Upcast";

    /// <summary>What follows per severity; a severity that is absent is not looked at.</summary>
    public IReadOnlyDictionary<PatchSeverity, PatchLevel> Levels { get; init; } = new Dictionary<PatchSeverity, PatchLevel>();

    /// <summary>Who checks: <see cref="UploadMode"/>, or another word for a server of updates on the endpoint.</summary>
    public string Mode { get; init; } = UploadMode;

    /// <summary>Days after which the endpoint's own lists of updates are too old to say anything; null for never.</summary>
    public int? ListsWithinDays { get; init; }
}
