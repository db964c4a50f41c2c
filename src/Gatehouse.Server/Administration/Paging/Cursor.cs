using System.Buffers.Text;
using System.Text;

namespace Gatehouse.Server.Administration.Paging;

/// <summary>The place in a list where the next page begins, as an opaque text: the sort keys of the last entry.</summary>
internal static class Cursor
{
    /// <summary>Characters of the longest cursor that is read.</summary>
    public const int MaxLength = 2_048;

    // No key of ours holds a line break.
    private const char Separator = '\n';

    /// <summary>Writes a cursor.</summary>
    public static string Write(params IReadOnlyList<string> keys) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Separator, keys)));

    /// <summary>The keys of an entry in a list that is sorted by time and then by id.</summary>
    public static IReadOnlyList<string> Keys(DateTimeOffset at, string id) => [at.ToUnixTimeMilliseconds().ToString(), id];

    /// <summary>Reads a cursor.</summary>
    /// <param name="text">What a client sent.</param>
    /// <param name="count">Keys it must have.</param>
    /// <returns>The keys; null when the server did not write this.</returns>
    public static IReadOnlyList<string>? Read(string text, int count)
    {
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
        {
            return null;
        }

        string[] keys = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(Separator);
        return keys.Length == count ? keys : null;
    }
}
