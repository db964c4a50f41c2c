using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Server.Administration.ApiTokens;

/// <summary>What stands behind <c>Bearer</c>: "gha_", the id in 16 hexadecimal digits, "_", and 32 random octets in base64url.</summary>
/// <param name="Id">Names the token; no secret.</param>
/// <param name="Hash">SHA-256 of the whole text. The secret is random and long, so a slow hash would protect nothing more.</param>
internal sealed record ApiTokenSecret(string Id, byte[] Hash)
{
    private const string Prefix = "gha_";
    private const int IdOctets = 8;
    private const int SecretOctets = 32;
    private const int IdEnd = 20;
    private const int Length = 64;

    /// <summary>Makes a token.</summary>
    /// <returns>The token, and the text to give to its holder.</returns>
    public static (ApiTokenSecret Token, string Text) Make()
    {
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdOctets));
        string text = $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretOctets))}";
        return (Read(text)!, text);
    }

    /// <summary>Reads what a client sent.</summary>
    /// <returns>Null when it cannot be a token.</returns>
    public static ApiTokenSecret? Read(string text) =>
        text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal) && text[IdEnd] == '_'
            ? new ApiTokenSecret(text[Prefix.Length..IdEnd], SHA256.HashData(Encoding.UTF8.GetBytes(text)))
            : null;

    /// <summary>Whether the hash that is kept is of this token; takes the same time for every answer.</summary>
    public bool Fits(ReadOnlySpan<byte> kept) => CryptographicOperations.FixedTimeEquals(Hash, kept);

    /// <summary>Never shows anything that helps.</summary>
    public override string ToString() => $"API token {Id}";
}
