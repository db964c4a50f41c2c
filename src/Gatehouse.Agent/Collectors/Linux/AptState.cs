using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Agent.Collectors.Endpoints;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>All that apt's answer to "what can be upgraded" follows from: installed packages, lists of packages, and its settings.</summary>
internal static class AptState
{
    /// <summary>Where dpkg says what is installed, and what is on hold.</summary>
    public const string Status = "/var/lib/dpkg/status";

    private const string Lists = "/var/lib/apt/lists";
    private const string Partial = "partial";

    // The folder "partial" and the lock are touched whenever apt asked, also when it heard of nothing new.
    private static readonly string[] Unimportant = [Partial, "lock"];
    private static readonly string[] Folders = [Lists, "/etc/apt", "/etc/apt/apt.conf.d", "/etc/apt/preferences.d", "/etc/apt/sources.list.d"];

    /// <summary>A digest that changes when any of it does: names, sizes and times of writing of the files.</summary>
    public static string Of(EndpointFiles files)
    {
        StringBuilder state = new();
        Add(state, files, Status);
        foreach (string folder in Folders)
        {
            foreach (string name in files.Names(folder).Except(Unimportant, StringComparer.Ordinal))
            {
                Add(state, files, $"{folder}/{name}");
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state.ToString())));
    }

    /// <summary>When apt last heard from its sources; null when it has no lists.</summary>
    public static DateTimeOffset? ListsDate(EndpointFiles files)
    {
        IReadOnlyList<string> names = files.Names(Lists);
        return names.Any(name => name.Contains("_Packages", StringComparison.Ordinal))
            ? names.Where(name => name.EndsWith("Release", StringComparison.Ordinal)).Append(Partial).Max(name => files.LastWrite($"{Lists}/{name}"))
            : null;
    }

    private static void Add(StringBuilder state, EndpointFiles files, string path) => state.Append(
        CultureInfo.InvariantCulture, $"{path} {files.Length(path)} {files.LastWrite(path)?.UtcTicks}\n");
}
