using Gatehouse.Contracts.Agents;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Identity;

/// <summary>Local accounts of the users who sign in at endpoints.</summary>
internal sealed class UserAccounts(UserStore users, GroupCommit commit, SignInLimiter limiter, TimeProvider clock) : IDisposable
{
    /// <summary>Characters of a name at most.</summary>
    public const int MaxName = 128;

    /// <summary>Characters of a new password at least.</summary>
    public const int MinPassword = 8;

    private const string WrongText = "the name or the password is wrong; try again, or ask the administrator to set a new password";

    // The hash is slow on purpose: half of the processors at most work at it, so that sign-ins in numbers do not stop everything else.
    private readonly SemaphoreSlim _hashing = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>What is wrong with a name and a password for an account; null when nothing is.</summary>
    public static string? Problem(string name, string password)
    {
        if (name.Length is 0 or > MaxName || name.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            return $"a user's name has 1 to {MaxName} characters and no spaces; choose another";
        }

        return password.Length is < MinPassword or > PasswordHash.MaxPassword
            ? $"a password has {MinPassword} to {PasswordHash.MaxPassword} characters; choose another"
            : null;
    }

    /// <summary>Makes an account, or sets the password of one; both as <see cref="Problem"/> allows.</summary>
    public async Task SetAsync(string name, string password, CancellationToken cancellation)
    {
        string hash = PasswordHash.Create(password);
        await commit.WriteAsync(scope => UserStore.UpsertAsync(scope, name, hash, clock.GetUtcNow()), cancellation);
    }

    /// <summary>Checks a sign-in. An account that does not exist takes the same time and gets the same answer as a wrong password.</summary>
    public async Task<UserSignInAnswer> SignInAsync(UserSignIn signIn, Guid endpoint, CancellationToken cancellation)
    {
        if (signIn.UserName.Length is 0 or > MaxName || signIn.Password.Length > PasswordHash.MaxPassword)
        {
            return new UserSignInAnswer(Accepted: false, WrongText);
        }

        string account = $"user {signIn.UserName.ToLowerInvariant()}";
        string place = $"endpoint {endpoint}";
        TimeSpan wait = limiter.Wait(account, place);
        if (wait > TimeSpan.Zero)
        {
            int seconds = (int)Math.Ceiling(wait.TotalSeconds);
            return new UserSignInAnswer(Accepted: false, $"there were too many wrong passwords; try again in {seconds} s", seconds);
        }

        limiter.Failed(account, place);
        User? user = await users.FindAsync(signIn.UserName, cancellation);
        await _hashing.WaitAsync(cancellation);
        bool fits;
        try
        {
            fits = PasswordHash.Fits(user?.PasswordHash ?? PasswordHash.OfNobody, signIn.Password);
        }
        finally
        {
            _hashing.Release();
        }

        if (!fits || user is null || user.DisabledAt is not null)
        {
            return new UserSignInAnswer(Accepted: false, WrongText);
        }

        limiter.Forget(account);
        limiter.TakeBack(place);
        return new UserSignInAnswer(Accepted: true, Reason: null);
    }

    /// <inheritdoc/>
    public void Dispose() => _hashing.Dispose();
}
