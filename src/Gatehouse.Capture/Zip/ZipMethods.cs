namespace Gatehouse.Capture.Zip;

/// <summary>Names of the ways of compression that archives may use (APPNOTE 4.4.5).</summary>
internal static class ZipMethods
{
    /// <summary>The name with its number, or the number alone where none is known.</summary>
    public static string NameOf(ushort method) => method switch
    {
        1 => "Shrink (method 1)",
        >= 2 and <= 5 => $"Reduce (method {method})",
        6 => "Implode (method 6)",
        9 => "Deflate64 (method 9)",
        12 => "bzip2 (method 12)",
        14 => "LZMA (method 14)",
        20 or 93 => $"Zstandard (method {method})",
        95 => "XZ (method 95)",
        98 => "PPMd (method 98)",
        _ => $"a method that is not known (method {method})",
    };
}
