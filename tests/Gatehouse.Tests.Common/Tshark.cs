namespace Gatehouse.Tests.Common;

/// <summary>Asks tshark what it sees in a capture, for tests that compare our reading with an independent one.</summary>
public static class Tshark
{
    private static readonly Lazy<bool> Available = new(() => ExternalProgram.Run("tshark", "--version") is not null);

    /// <summary>Whether tshark can be started here; tests skip when it cannot.</summary>
    public static bool IsAvailable => Available.Value;

    /// <summary>The given fields, one row per packet; repeated occurrences in a packet are joined with ",".</summary>
    public static IReadOnlyList<string[]> Fields(byte[] capture, params string[] fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        string path = Path.Combine(Path.GetTempPath(), $"gatehouse-{Guid.NewGuid():N}.pcap");
        File.WriteAllBytes(path, capture);
        try
        {
            return Fields(path, [], fields);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The same of a capture file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Preferences and filters: "-o", "ip.defragment:FALSE", "-Y", "tcp".</param>
    /// <param name="fields">The fields.</param>
    public static IReadOnlyList<string[]> Fields(string path, IReadOnlyList<string> options, params string[] fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        string[] print = [.. options, "-T", "fields", "-E", "separator=|", .. fields.SelectMany(field => new[] { "-e", field })];
        string output = Print(path, print);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split('|'))];
    }

    /// <summary>What tshark prints of a capture file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What to print: "-V", "-t", "ad"; names are never resolved.</param>
    public static string Print(string path, params IEnumerable<string> options) =>
        ExternalProgram.Run("tshark", ["-n", "-r", path, .. options]) ?? throw new InvalidOperationException("tshark did not run");
}
