using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Tokens;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Identity;

namespace Gatehouse.Server.Administration.ApiTokens;

/// <summary>
/// The first administrator: a token in the server's data folder that only the user of the server can read. The command line on the same
/// machine uses it.
/// </summary>
internal sealed class LocalToken(ApiTokenStore tokens)
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "admin.token";

    /// <summary>Makes the token when its file is missing or does not work any more; at every start of the server.</summary>
    public async Task EnsureAsync(DataFolder folder, CancellationToken cancellation)
    {
        string file = Path.Combine(folder.Path, FileName);
        if (File.Exists(file) && await tokens.RecogniseAsync(folder.ReadSecret(file).Trim(), null, cancellation) is not null)
        {
            return;
        }

        ApiTokenCreated created = await tokens.CreateAsync(
            Caller.Server, $"local@{Environment.MachineName}", ApiRole.Administrator, life: null, cancellation);
        DataFolder.WriteSecret(file, $"{created.Secret}\n");
    }
}
