using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Tokens;
using Gatehouse.Server.Administration.Access;

namespace Gatehouse.Server.Administration.ApiTokens;

/// <summary>
/// The first administrator: a token in the server's data folder that only the user of the server can read. The command line on the same
/// machine uses it.
/// </summary>
internal sealed class LocalToken(ApiTokenStore tokens)
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "admin.token";

    /// <summary>Makes the token when its file is missing or does not work any more.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task EnsureAsync(string folder, CancellationToken cancellation)
    {
        string path = Path.Combine(folder, FileName);
        if (File.Exists(path) && await tokens.RecogniseAsync((await File.ReadAllTextAsync(path, cancellation)).Trim(), null, cancellation) is not null)
        {
            return;
        }

        ApiTokenCreated created = await tokens.CreateAsync(
            Caller.Server, $"local@{Environment.MachineName}", ApiRole.Administrator, life: null, cancellation);
        string pending = path + ".new";
        File.Delete(pending);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (StreamWriter writer = new(pending, options))
        {
            await writer.WriteLineAsync(created.Secret.AsMemory(), cancellation);
        }

        File.Move(pending, path, overwrite: true);
    }
}
