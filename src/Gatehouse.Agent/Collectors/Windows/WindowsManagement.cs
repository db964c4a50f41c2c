using System.Globalization;
using System.Management;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security;
using Microsoft.Win32;

namespace Gatehouse.Agent.Collectors.Windows;

/// <summary>The real ones.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsManagement : IWindowsManagement
{
    private const int MaxRows = 10_000;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    public WmiAnswer Query(string scope, string query)
    {
        try
        {
            using ManagementObjectSearcher searcher = new(scope, query, new System.Management.EnumerationOptions { Timeout = TimeLimit, Rewindable = false });
            using ManagementObjectCollection found = searcher.Get();
            List<IReadOnlyDictionary<string, string>> rows = [];
            foreach (ManagementBaseObject row in found)
            {
                using (row)
                {
                    rows.Add(Texts(row));
                }

                if (rows.Count == MaxRows)
                {
                    break;
                }
            }

            return new WmiAnswer(rows);
        }
        catch (ManagementException exception)
        {
            return new WmiAnswer(null, $"WMI did not answer: {exception.Message}", exception.ErrorCode == ManagementStatus.AccessDenied);
        }
        catch (UnauthorizedAccessException)
        {
            return new WmiAnswer(null, "WMI may not be asked", IsDenied: true);
        }
        catch (COMException exception)
        {
            return new WmiAnswer(null, $"WMI did not answer: {exception.Message}");
        }
    }

    public string? RegistryValue(string key, string name)
    {
        try
        {
            return Text(Registry.GetValue(key, name, defaultValue: null));
        }
        catch (Exception exception) when (exception is SecurityException or IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public IReadOnlyList<string> RegistryKeys(string key)
    {
        const string Machine = @"HKEY_LOCAL_MACHINE\";
        try
        {
            using RegistryKey? opened = key.StartsWith(Machine, StringComparison.OrdinalIgnoreCase) ? Registry.LocalMachine.OpenSubKey(key[Machine.Length..]) : null;
            return opened?.GetSubKeyNames() ?? [];
        }
        catch (Exception exception) when (exception is SecurityException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static Dictionary<string, string> Texts(ManagementBaseObject row)
    {
        Dictionary<string, string> texts = new(StringComparer.OrdinalIgnoreCase);
        foreach (PropertyData property in row.Properties)
        {
            if (Text(property.Value) is { } text)
            {
                texts[property.Name] = text;
            }
        }

        return texts;
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        Array list => string.Join(';', list.Cast<object>().Select(item => Convert.ToString(item, CultureInfo.InvariantCulture))),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
