using Gatehouse.Posture.Files;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Administration.Catalogues;

/// <summary>Takes in the file that the server was started with, when it says something else than the newest version.</summary>
internal sealed class CatalogueAtStart(ServerOptions options, GroupCommit writer, CatalogueStore store)
{
    private const string Note = "the file the server was started with";

    /// <summary>Does it.</summary>
    /// <exception cref="ServerStartException">The file cannot be read, or is no catalogue.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (options.CatalogueFile is not { } file)
        {
            return;
        }

        string text = await ReadAsync(file, cancellation);
        if (CatalogueFile.Read(text, version: 0, out IReadOnlyList<PolicyFileError> errors) is not { } catalogue)
        {
            string more = errors.Count > 1 ? $" (and {errors.Count - 1} more)" : string.Empty;
            throw new ServerStartException($"--catalog {file}:{errors[0].Line}:{errors[0].Column}: {errors[0].Problem}{more}; `gatehouse catalog check {file}` shows all");
        }

        await writer.WriteAsync(scope => store.AddAsync(scope, Caller.Server, catalogue, text, Note), cancellation);
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            // Four octets a character at most; what is larger is refused by the reader with words.
            return new FileInfo(file).Length <= (long)CatalogueFileLimits.MaxLength * 4
                ? await File.ReadAllTextAsync(file, cancellation)
                : throw new ServerStartException($"--catalog {file} is larger than a catalogue can be ({CatalogueFileLimits.MaxLength} characters); is it the right file?");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ServerStartException($"--catalog {file} cannot be read: {error.Message.TrimEnd('.')}; check the path and its permissions", error);
        }
    }
}
