using Gatehouse.Agent.Collectors.Endpoints;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>Installed packages with their versions, from dpkg's status file.</summary>
internal static class DpkgStatus
{
    private const string Path = "/var/lib/dpkg/status";

    /// <summary>Versions by name of package; null, and why, when they cannot be read.</summary>
    public static IReadOnlyDictionary<string, string>? Read(EndpointFiles files, out string why)
    {
        FileText status = files.Read(Path);
        why = status.Outcome switch
        {
            FileOutcome.Read => string.Empty,
            FileOutcome.Missing => "this system does not keep its packages with dpkg",
            _ => $"{Path} cannot be read",
        };
        return status.IsRead ? Parse(status.Text) : null;
    }

    /// <summary>Names of the packages that the administrator keeps at their version; none when that cannot be read.</summary>
    public static IReadOnlySet<string> Held(EndpointFiles files)
    {
        HashSet<string> held = [];
        string name = string.Empty;
        foreach (ReadOnlySpan<char> line in files.Read(Path).Text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("Package: "))
            {
                name = line["Package: ".Length..].Trim().ToString();
            }
            else if (line.StartsWith("Status: hold "))
            {
                held.Add(name);
            }
        }

        return held;
    }

    // Stanzas are separated by empty lines; "Status: want flag state", where only the state "installed" counts.
    private static Dictionary<string, string> Parse(ReadOnlySpan<char> text)
    {
        Dictionary<string, string> packages = [];
        string name = string.Empty;
        string version = string.Empty;
        bool installed = false;
        foreach (ReadOnlySpan<char> line in text.EnumerateLines())
        {
            if (line.IsEmpty)
            {
                Add();
                (name, version, installed) = (string.Empty, string.Empty, false);
            }
            else if (line.StartsWith("Package: "))
            {
                name = line["Package: ".Length..].Trim().ToString();
            }
            else if (line.StartsWith("Version: "))
            {
                version = line["Version: ".Length..].Trim().ToString();
            }
            else if (line.StartsWith("Status: "))
            {
                installed = line.TrimEnd().EndsWith(" installed");
            }
        }

        Add();
        return packages;

        void Add()
        {
            if (installed && name.Length > 0)
            {
                packages[name] = version;
            }
        }
    }
}
