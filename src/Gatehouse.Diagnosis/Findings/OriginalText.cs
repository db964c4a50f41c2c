using System.Text.Json.Serialization;

namespace Gatehouse.Diagnosis.Findings;

/// <summary>What a rule said of a finding in English, kept beside a translation.</summary>
/// <param name="Title">See <see cref="Finding.Title"/>.</param>
/// <param name="Explanation">See <see cref="Finding.Explanation"/>.</param>
/// <param name="Remedies">See <see cref="Finding.Remedies"/>.</param>
/// <param name="NextSteps">See <see cref="Finding.NextSteps"/>.</param>
public sealed record OriginalText(string Title, string Explanation, IReadOnlyList<string> Remedies, IReadOnlyList<string> NextSteps)
{
    /// <summary>Whether it says something that the translation does not.</summary>
    [JsonIgnore]
    public bool IsNeeded { get; init; }
}
