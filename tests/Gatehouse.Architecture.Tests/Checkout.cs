namespace Gatehouse.Architecture.Tests;

/// <summary>The files of the checkout the tests were built from.</summary>
internal static class Checkout
{
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file under src and tests, as a path from the root with "/" between folders.</summary>
    public static IReadOnlyList<string> Sources { get; } =
    [
        .. new[] { "src", "tests", "bench", "lab" }
            .Select(folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split(Separators).Any(part => part is "bin" or "obj" or "artifacts"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Text of a file.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gatehouse.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside the checkout.");
    }
}
