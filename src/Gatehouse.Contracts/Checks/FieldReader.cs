using System.Globalization;
using Gatehouse.Posture.Verdicts;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Contracts.Checks;

/// <summary>Reads what <see cref="FieldWriter"/> wrote. What is absent or something else is null; unknown names are ignored.</summary>
internal sealed class FieldReader
{
    private readonly Dictionary<string, string> _values = [];

    private FieldReader(CheckResult result)
    {
        Category = result.Category;
        foreach (string field in result.Fields.Take(CheckLimits.MaxEntries))
        {
            int equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                _values.TryAdd(field[..equals].Trim(), field[(equals + 1)..]);
            }
        }
    }

    /// <summary>What stands before the first bar.</summary>
    public string Category { get; }

    /// <summary>The names that are there.</summary>
    public IEnumerable<string> Names => _values.Keys;

    public static FieldReader Read(string value) => new(CheckResult.Parse(value));

    public static FieldReader Read(CheckResult result) => new(result);

    public string? Raw(string name) => _values.GetValueOrDefault(name);

    public string? Text(string name) => Raw(name) is { } value ? FieldText.Unescape(value) : null;

    public IReadOnlyList<string>? List(string name) => Raw(name) is { } value ? FieldText.Split(value) : null;

    public IReadOnlyList<IReadOnlyList<string>> Tuples(string name) => FieldText.SplitTuples(Raw(name));

    /// <summary>A number within bounds; null otherwise.</summary>
    public int? Number(string name, int least, int most) => CheckWords.Number(Raw(name), least, most);

    public bool? Flag(string name) => CheckWords.Flag(Raw(name));

    public PostureAction? Action(string name) => CheckWords.Action(Raw(name));

    public DateOnly? Date(string name) => CheckWords.Date(Text(name));

    public DateTimeOffset? Time(string name) =>
        DateTimeOffset.TryParseExact(Text(name), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time) ? time : null;
}
