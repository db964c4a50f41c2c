using Gatehouse.Agent.Collectors.Endpoints;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>Names of running programs, from /proc.</summary>
internal static class Processes
{
    /// <summary>Names by which the kernel and the command line know them; null when /proc cannot be read.</summary>
    public static IReadOnlySet<string>? Names(EndpointFiles files)
    {
        IReadOnlyList<string> entries = files.Names("/proc");
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (string process in entries.Where(name => name.All(char.IsAsciiDigit)))
        {
            // The kernel keeps 15 characters of a name, and of a script that of its interpreter; the command line has the rest.
            string[] arguments = files.Read($"/proc/{process}/cmdline", 4096).Text.Split('\0');
            if (files.Read($"/proc/{process}/comm").Value is { Length: > 0 } name && !(arguments[0].Length == 0 && HasEnded(files, process)))
            {
                names.Add(name);
            }

            foreach (string argument in arguments.Take(2).Where(argument => argument.StartsWith('/')))
            {
                names.Add(argument[(argument.LastIndexOf('/') + 1)..].Split(' ')[0]);
            }
        }

        return names.Count == 0 ? null : names;
    }

    // What has ended and was not waited for keeps its name and has no command line; threads of the kernel have none either. "12 (clamd) Z 1 …"
    private static bool HasEnded(EndpointFiles files, string process)
    {
        string stat = files.Read($"/proc/{process}/stat", 4096).Text;
        return stat.LastIndexOf(')') is >= 0 and int end && stat.AsSpan(end).StartsWith(") Z ");
    }
}
