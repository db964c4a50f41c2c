using System.Text.Json.Serialization;

namespace Gatehouse.Contracts.Administration;

/// <summary>Why a request failed (RFC 9457).</summary>
/// <param name="Type">Names the kind of problem; never renamed.</param>
/// <param name="Title">The kind of problem in words.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What happened this time, and what to do.</param>
/// <param name="Errors">For a body or a query that was refused: what is wrong, by field ("hostName") or line ("line 12").</param>
public sealed record ProblemDocument(
    string Type,
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors = null)
{
    /// <summary>The media type of a problem.</summary>
    public const string MediaType = "application/problem+json";
}
