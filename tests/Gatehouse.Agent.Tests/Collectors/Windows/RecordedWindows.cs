using Gatehouse.Agent.Collectors.Windows;

namespace Gatehouse.Agent.Tests.Collectors.Windows;

/// <summary>Answers of WMI and the registry written down as text.</summary>
internal sealed class RecordedWindows : IWindowsManagement
{
    private readonly Dictionary<string, List<IReadOnlyDictionary<string, string>>> _rows = [];
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds an object of a class: "Name=x, Type=0".</summary>
    public RecordedWindows Row(string kind, string properties)
    {
        _rows.TryAdd(kind, []);
        _rows[kind].Add(properties.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]));
        return this;
    }

    public RecordedWindows Value(string key, string name, string value)
    {
        _values[$@"{key}\{name}"] = value;
        return this;
    }

    public WmiAnswer Query(string scope, string query) =>
        _rows.TryGetValue(query.Split(" FROM ")[1].Split(' ')[0], out var rows) ? new WmiAnswer(rows) : new WmiAnswer(null, "WMI may not be asked", IsDenied: true);

    public string? RegistryValue(string key, string name) => _values.GetValueOrDefault($@"{key}\{name}");

    public IReadOnlyList<string> RegistryKeys(string key) =>
        [.. _values.Keys.Where(path => path.StartsWith(key + "\\", StringComparison.OrdinalIgnoreCase)).Select(path => path[(key.Length + 1)..].Split('\\')[0]).Distinct()];
}
