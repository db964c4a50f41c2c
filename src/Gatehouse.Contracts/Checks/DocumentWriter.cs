using System.Globalization;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Contracts.Checks;

/// <summary>Collects the items of a document; what is null is left out.</summary>
internal sealed class DocumentWriter
{
    private readonly List<EadItem> _items = [];

    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            _items.Add(new EadItem(name, value, SelfClosed: value.Length == 0));
        }
    }

    public void Add(string name, bool value) => Add(name, CheckWords.Of(value));

    public void Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Add(string name, FieldWriter fields) => Add(name, fields.ToString());

    public EadDocument Document() => new(_items);
}
