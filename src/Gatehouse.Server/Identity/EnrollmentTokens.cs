using System.Buffers.Text;
using System.Security.Cryptography;
using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;
using EnrollmentTokenText = Gatehouse.Contracts.Agents.EnrollmentToken;

namespace Gatehouse.Server.Identity;

/// <summary>Makes and checks enrolment tokens.</summary>
internal sealed class EnrollmentTokens(CertificateAuthority authority, TimeProvider clock)
{
    /// <summary>Uses of a token at most.</summary>
    public const int MaxUses = Contracts.Administration.Tokens.EnrollmentTokenRequest.MaxUses;

    /// <summary>How long a token may hold at most.</summary>
    public static readonly TimeSpan MaxLife = TimeSpan.FromDays(366);

    /// <summary>Makes a token within a transaction.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="life">How long it holds, up to <see cref="MaxLife"/>.</param>
    /// <param name="uses">Endpoints it enrols, 1 to <see cref="MaxUses"/>.</param>
    /// <param name="note">For the administrator.</param>
    /// <returns>The token as text: the only time that its secret is seen.</returns>
    public async Task<EnrollmentTokenText> CreateAsync(WriteScope scope, TimeSpan life, int uses, string note)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(life, MaxLife);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(life, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(uses, MaxUses);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(uses);
        EnrollmentTokenText text = new(
            RandomNumberGenerator.GetBytes(EnrollmentTokenText.IdLength),
            RandomNumberGenerator.GetBytes(EnrollmentTokenText.SecretLength),
            authority.InUse.Pin);
        DateTimeOffset now = clock.GetUtcNow();
        await EnrollmentTokenStore.InsertAsync(scope, new EnrollmentToken
        {
            Id = IdOf(text),
            SecretHash = SHA256.HashData(text.Secret),
            Note = note,
            MadeAt = now,
            ExpiresAt = now + life,
            UsesLeft = uses,
        });
        return text;
    }

    /// <summary>How a token is called in the database.</summary>
    public static string IdOf(EnrollmentTokenText text) => Base64Url.EncodeToString(text.Id);

    /// <summary>Checks a token, but for the number of its uses.</summary>
    /// <param name="token">What is stored of it; null when nothing is.</param>
    /// <param name="text">What the endpoint sent.</param>
    /// <returns>Null when it may enrol.</returns>
    public Problem? Check(EnrollmentToken? token, EnrollmentTokenText text)
    {
        byte[] hash = SHA256.HashData(text.Secret);

        // The same work whether there is such a token or not; and one answer, so that nobody learns which ids exist.
        bool fits = CryptographicOperations.FixedTimeEquals(hash, token?.SecretHash ?? new byte[SHA256.HashSizeInBytes]);
        if (token is null || !fits)
        {
            return new Problem(ProblemKind.Token, "the enrolment token is not known to this server; check that it was copied whole, or ask for a new one");
        }

        if (token.RevokedAt is not null)
        {
            return new Problem(ProblemKind.Token, "the enrolment token was revoked; ask the administrator for a new one");
        }

        return clock.GetUtcNow() >= token.ExpiresAt
            ? new Problem(ProblemKind.Token, $"the enrolment token expired on {token.ExpiresAt:yyyy-MM-dd HH:mm} UTC; ask the administrator for a new one")
            : null;
    }
}
