using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Contracts.Agents;

/// <summary>
/// What an administrator hands to an endpoint: the right to enrol, and how to recognise the server. Written
/// <c>gh1.ID.SECRET.PIN</c>, each part in base64url (RFC 4648, section 5) without padding.
/// </summary>
/// <param name="Id">Names the token where its secret must not be shown; 8 octets.</param>
/// <param name="Secret">The right itself; 32 octets.</param>
/// <param name="Pin">SHA-256 of the SubjectPublicKeyInfo of the server's trust anchor in use (RFC 7469, section 2.4); 32 octets.</param>
public sealed record EnrollmentToken(byte[] Id, byte[] Secret, byte[] Pin)
{
    /// <summary>Octets of <see cref="Id"/>.</summary>
    public const int IdLength = 8;

    /// <summary>Octets of <see cref="Secret"/>.</summary>
    public const int SecretLength = 32;

    /// <summary>Octets of <see cref="Pin"/>.</summary>
    public const int PinLength = 32;

    private const string Version = "gh1";
    private const int MaxTextLength = 256;

    /// <summary>Reads the written form; white space around it is ignored.</summary>
    /// <returns>False when the text is no token: cut, changed, or of another version.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EnrollmentToken? token)
    {
        token = null;
        string[] parts = text is { Length: <= MaxTextLength } ? text.Trim().Split('.') : [];
        if (parts.Length != 4 || parts[0] != Version
            || Decode(parts[1], IdLength) is not { } id
            || Decode(parts[2], SecretLength) is not { } secret
            || Decode(parts[3], PinLength) is not { } pin)
        {
            return false;
        }

        token = new EnrollmentToken(id, secret, pin);
        return true;
    }

    /// <summary>The written form, secret and all; only for the one who made it.</summary>
    public string Write() =>
        string.Join('.', Version, Base64Url.EncodeToString(Id), Base64Url.EncodeToString(Secret), Base64Url.EncodeToString(Pin));

    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"enrolment token {Base64Url.EncodeToString(Id)}";

    private static byte[]? Decode(string part, int length)
    {
        byte[] octets = new byte[length];
        return Base64Url.IsValid(part) && Base64Url.GetMaxDecodedLength(part.Length) <= length + 2
            && Base64Url.TryDecodeFromChars(part, octets, out int written) && written == length
            ? octets
            : null;
    }
}
