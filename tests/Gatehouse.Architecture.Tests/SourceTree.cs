using Gatehouse.Tests.Common;

namespace Gatehouse.Architecture.Tests;

/// <summary>The source files of the checkout.</summary>
internal static class SourceTree
{
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>Every C# file under src and tests, as a path from the root with "/" between folders.</summary>
    public static IReadOnlyList<string> Sources { get; } =
    [
        .. new[] { "src", "tests", "bench", "lab" }
            .Select(folder => Checkout.PathTo(folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Checkout.Root, file).Replace('\\', '/'))
            .Where(file => !file.Split(Separators).Any(part => part is "bin" or "obj" or "artifacts"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Text of a file.</summary>
    public static string Read(string path) => File.ReadAllText(Checkout.PathTo(path));
}
