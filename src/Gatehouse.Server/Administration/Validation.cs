using Gatehouse.Server.Problems;

namespace Gatehouse.Server.Administration;

/// <summary>Collects all that is wrong with a body.</summary>
internal sealed class Validation
{
    /// <summary>Characters of a note or a reason.</summary>
    public const int MaxNote = 500;

    private const long ShortestLife = 60;
    private const long LongestLife = 365L * 24 * 60 * 60;

    private readonly Dictionary<string, IReadOnlyList<string>> _errors = new(StringComparer.Ordinal);

    /// <summary>What is wrong; null when nothing is.</summary>
    public Problem? Problem => _errors.Count == 0
        ? null
        : new Problem(
            ProblemKind.InvalidRequest, $"the body is not valid: {string.Join("; ", _errors.Select(error => $"{error.Key} {error.Value[0]}"))}", _errors);

    /// <summary>Checks one thing.</summary>
    /// <param name="field">The field.</param>
    /// <param name="valid">Whether it is as it must be.</param>
    /// <param name="otherwise">What to say when it is not.</param>
    public void Check(string field, bool valid, string otherwise)
    {
        if (!valid)
        {
            _errors.TryAdd(field, [otherwise]);
        }
    }

    /// <summary>A text of one line.</summary>
    public void Text(string field, string? text, int least, int most) => Check(
        field,
        (text ?? string.Empty).Trim().Length >= least && (text ?? string.Empty).Length <= most && !(text ?? string.Empty).Any(char.IsControl),
        least == 0 ? $"must be one line of at most {most} characters" : $"must be one line of {least} to {most} characters");

    /// <summary>The life of a token, in seconds.</summary>
    public void Life(string field, long seconds) => Check(
        field, seconds is >= ShortestLife and <= LongestLife, $"must be {ShortestLife} to {LongestLife} (a minute to 365 days)");
}
