namespace Gatehouse.Agent.Collectors.Windows;

/// <summary>What Windows says about itself: WMI and the registry.</summary>
public interface IWindowsManagement
{
    /// <summary>Asks WMI.</summary>
    /// <param name="scope">Namespace: <c>root\cimv2</c>.</param>
    /// <param name="query">The question in WQL.</param>
    WmiAnswer Query(string scope, string query);

    /// <summary>A value of the registry as text; null when there is none or it may not be read.</summary>
    /// <param name="key">Full path, <c>HKEY_LOCAL_MACHINE\…</c>.</param>
    /// <param name="name">Name of the value.</param>
    string? RegistryValue(string key, string name);

    /// <summary>Names of the keys below a key; none when it cannot be read.</summary>
    /// <param name="key">Full path.</param>
    IReadOnlyList<string> RegistryKeys(string key);
}
