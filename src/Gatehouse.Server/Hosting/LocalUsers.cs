using Gatehouse.Server.Identity;
using Gatehouse.Server.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Server.Hosting;

/// <summary>Accounts of the users who sign in at endpoints, for who has the data folder; the server may run meanwhile.</summary>
public static class LocalUsers
{
    /// <summary>Makes an account, or gives the one of this name another password and enables it.</summary>
    /// <param name="options">Which server.</param>
    /// <param name="name">The name.</param>
    /// <param name="password">The password; only its slow hash is stored.</param>
    /// <param name="clock">Where the time comes from.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ServerStartException">The name or the password cannot be used, or the database cannot; the message says what to do.</exception>
    public static async Task SetPasswordAsync(ServerOptions options, string name, string password, TimeProvider clock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (UserAccounts.Problem(name, password) is string problem)
        {
            throw new ServerStartException(problem);
        }

        DataFolder folder = new(options.DataFolder);
        try
        {
            folder.PrepareDatabase();
            using Database database = options.Database is null ? Database.File(folder.Database) : Database.Server(options.Database);
            await Schema.ApplyAsync(database, clock.GetUtcNow(), cancellation);
            await using GroupCommit commit = new(database, NullLogger<GroupCommit>.Instance);
            using UserAccounts accounts = new(new UserStore(database), commit, new SignInLimiter(clock), clock);
            await accounts.SetAsync(name, password, cancellation);
        }
        catch (StorageException error)
        {
            throw new ServerStartException(error.Message, error);
        }
    }
}
