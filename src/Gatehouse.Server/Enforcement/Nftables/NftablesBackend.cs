using System.ComponentModel;
using System.Diagnostics;

namespace Gatehouse.Server.Enforcement.Nftables;

/// <summary>Enforcement on the Linux gateway this server runs on, by nftables.</summary>
/// <param name="options">What to guard.</param>
/// <param name="program">The program and what stands before its own arguments; nft of this network namespace if not given.</param>
internal sealed class NftablesBackend(NftablesOptions options, params string[] program) : IEnforcementBackend
{
    private const int MaxErrorLength = 300;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    private HashSet<SetMember>? _applied;

    /// <inheritdoc/>
    public string Name => "nftables";

    /// <inheritdoc/>
    public async Task<string?> ApplyAsync(IReadOnlyCollection<EndpointAccess> endpoints, CancellationToken cancellation)
    {
        HashSet<SetMember> wanted = [.. SetMember.Of(endpoints), .. SetMember.Of(SetMember.Repair, options.Repair()), .. SetMember.Of(SetMember.Open, options.Open)];
        string? problem = await ChangeAsync(wanted, cancellation).ConfigureAwait(false);
        _applied = problem is null ? wanted : null;
        return problem;
    }

    /// <summary>Finds out whether rules can be changed at all; changes nothing.</summary>
    /// <returns>Null when they can; otherwise what is missing and what to do.</returns>
    public Task<string?> TryAsync(CancellationToken cancellation) => RunAsync(["list", "tables"], string.Empty, cancellation);

    /// <inheritdoc/>
    public void Forget() => _applied = null;

    // A change to what is there is quick; when somebody else took our table away it fails, and everything is written anew.
    private async Task<string?> ChangeAsync(HashSet<SetMember> wanted, CancellationToken cancellation)
    {
        if (_applied is { } applied)
        {
            string change = NftablesScript.Change(applied, wanted);
            if (change.Length == 0 || await RunAsync(change, cancellation).ConfigureAwait(false) is null)
            {
                return null;
            }
        }

        return await RunAsync(NftablesScript.Whole(options.Interfaces, wanted), cancellation).ConfigureAwait(false);
    }

    private Task<string?> RunAsync(string script, CancellationToken cancellation) => RunAsync(["-f", "-"], script, cancellation);

    private async Task<string?> RunAsync(string[] arguments, string script, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeLimit);
        string[] command = program.Length > 0 ? program : ["nft"];
        ProcessStartInfo start = new(command[0], [.. command[1..], .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        try
        {
            using Process nft = Process.Start(start)!;
            Task<string> error = nft.StandardError.ReadToEndAsync(limit.Token);
            Task<string> output = nft.StandardOutput.ReadToEndAsync(limit.Token);
            await nft.StandardInput.WriteAsync(script.AsMemory(), limit.Token).ConfigureAwait(false);
            nft.StandardInput.Close();
            await nft.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            return nft.ExitCode == 0 ? null : Explain(await error.ConfigureAwait(false));
        }
        catch (Win32Exception)
        {
            return "the program nft is missing; install the package nftables on this gateway";
        }
        catch (IOException broken)
        {
            return $"nft ended early ({broken.Message.TrimEnd('.')}); run `nft list ruleset` on this gateway to see why";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"nft did not finish within {TimeLimit.TotalSeconds:0} s; look at the load of this gateway";
        }
    }

    private static string Explain(string error)
    {
        if (error.Contains("Operation not permitted", StringComparison.Ordinal))
        {
            return "nft may not change the rules; give the server CAP_NET_ADMIN (deploy/ has a unit that does)";
        }

        string first = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "without a word";
        return $"nft refused the rules: {first[..Math.Min(MaxErrorLength, first.Length)]}";
    }
}
