using System.Security.Cryptography;

namespace Gatehouse.Server.Identity;

/// <summary>Hashes of passwords: PBKDF2 with HMAC-SHA-512 (RFC 8018), written <c>pbkdf2-sha512$iterations$salt$hash</c>.</summary>
internal static class PasswordHash
{
    /// <summary>Rounds of a new hash (OWASP's figure for SHA-512 is 210,000).</summary>
    public const int Iterations = 210_000;

    /// <summary>Characters of a password at most.</summary>
    public const int MaxPassword = 1_024;

    private const string Name = "pbkdf2-sha512";
    private const int SaltLength = 16;
    private const int HashLength = 32;
    private const int MaxIterations = 10_000_000;

    /// <summary>A hash that no password has, to spend the same time on accounts that do not exist.</summary>
    public static string OfNobody { get; } = Write(Iterations, RandomNumberGenerator.GetBytes(SaltLength), RandomNumberGenerator.GetBytes(HashLength));

    /// <summary>Hashes a password with a new salt.</summary>
    public static string Create(string password)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltLength);
        return Write(Iterations, salt, Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA512, HashLength));
    }

    /// <summary>Whether a password has this hash. Takes a tenth of a second or more, whatever the answer.</summary>
    public static bool Fits(string hash, string password)
    {
        string[] parts = hash.Split('$');
        if (parts.Length != 4 || parts[0] != Name || !int.TryParse(parts[1], out int iterations) || iterations is < 1 or > MaxIterations)
        {
            return false;
        }

        byte[] expected = Convert.FromBase64String(parts[3]);
        byte[] actual = Rfc2898DeriveBytes.Pbkdf2(password, Convert.FromBase64String(parts[2]), iterations, HashAlgorithmName.SHA512, expected.Length);
        return CryptographicOperations.FixedTimeEquals(actual, expected);
    }

    private static string Write(int iterations, byte[] salt, byte[] hash) =>
        $"{Name}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";
}
