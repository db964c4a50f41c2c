using System.Globalization;
using System.Text;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Contracts.Checks;

/// <summary>Writes <c>category|name=value|name=value</c>; what is null is left out.</summary>
internal sealed class FieldWriter(string category)
{
    private readonly StringBuilder _text = new(category);

    public FieldWriter Add(string name, string? value) => value is null ? this : AddRaw(name, FieldText.Escape(value));

    public FieldWriter Add(string name, long? value) => value is null ? this : AddRaw(name, value.Value.ToString(CultureInfo.InvariantCulture));

    public FieldWriter Add(string name, bool? value) => value is null ? this : AddRaw(name, value.Value ? "true" : "false");

    public FieldWriter Add(string name, PostureAction? value) => value is null ? this : AddRaw(name, CheckWords.Of(value.Value));

    public FieldWriter Add(string name, DateOnly? value) => Add(name, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public FieldWriter Add(string name, DateTimeOffset? value) => Add(name, value?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));

    public FieldWriter Add(string name, IReadOnlyList<string>? entries) => entries is null ? this : AddRaw(name, FieldText.Join(entries));

    /// <summary>Adds a value that is escaped already.</summary>
    public FieldWriter AddRaw(string name, string value)
    {
        _text.Append('|').Append(name).Append('=').Append(value);
        return this;
    }

    public override string ToString() => _text.ToString();
}
