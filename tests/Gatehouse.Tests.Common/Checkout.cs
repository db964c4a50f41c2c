namespace Gatehouse.Tests.Common;

/// <summary>The checkout the tests were built from.</summary>
public static class Checkout
{
    /// <summary>Its root folder: the one with the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>The full path of a file or folder, given from the root.</summary>
    public static string PathTo(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find()
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
