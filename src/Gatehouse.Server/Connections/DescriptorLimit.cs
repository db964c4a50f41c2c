using System.Globalization;

namespace Gatehouse.Server.Connections;

/// <summary>How many files and sockets this process may have open.</summary>
internal static class DescriptorLimit
{
    private const string LimitsFile = "/proc/self/limits";
    private const string Line = "Max open files";

    // Where the system does not say.
    private const int Usual = 65_536;

    /// <summary>The limit; the runtime has raised it as far as it may.</summary>
    public static int Read()
    {
        if (!File.Exists(LimitsFile))
        {
            return Usual;
        }

        string? line = File.ReadLines(LimitsFile).FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal));
        string? soft = line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return int.TryParse(soft, CultureInfo.InvariantCulture, out int limit) ? limit : Usual;
    }
}
