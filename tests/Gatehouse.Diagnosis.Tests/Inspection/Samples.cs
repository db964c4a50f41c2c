using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Inspection;

/// <summary>The captures in samples/.</summary>
internal static class Samples
{
    /// <summary>Their folder.</summary>
    public static string Folder { get; } = Checkout.PathTo("samples");

    /// <summary>File names of all captures.</summary>
    public static IReadOnlyList<string> Captures { get; } =
    [
        .. Directory.EnumerateFiles(Folder)
            .Select(path => System.IO.Path.GetFileName(path))
            .Where(name => name.EndsWith(".pcap", StringComparison.Ordinal)
                || name.EndsWith(".pcapng", StringComparison.Ordinal)
                || name.EndsWith(".gz", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The path of a sample.</summary>
    public static string Path(string name) => System.IO.Path.Combine(Folder, name);
}
