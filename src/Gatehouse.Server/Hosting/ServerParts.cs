using System.Net;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Nodes;
using Gatehouse.Server.Storage;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Hosting;

/// <summary>What must be there before anything is served: the folder, the database in its newest schema, the CA and the keys.</summary>
internal sealed class ServerParts : IAsyncDisposable
{
    private readonly FileStream _lock;

    private ServerParts(DataFolder folder, FileStream folderLock, Database database, GroupCommit commit, CertificateAuthority authority, ServerCertificate certificate, SessionKeys keys)
    {
        _lock = folderLock;
        Folder = folder;
        Database = database;
        Commit = commit;
        Authority = authority;
        Certificate = certificate;
        Keys = keys;
    }

    /// <summary>The data folder.</summary>
    public DataFolder Folder { get; }

    /// <summary>The database.</summary>
    public Database Database { get; }

    /// <summary>Its writer.</summary>
    public GroupCommit Commit { get; }

    /// <summary>The CA.</summary>
    public CertificateAuthority Authority { get; }

    /// <summary>The server's certificate.</summary>
    public ServerCertificate Certificate { get; }

    /// <summary>The keys of sessions.</summary>
    public SessionKeys Keys { get; }

    /// <summary>Opens everything, and makes what is missing.</summary>
    /// <exception cref="ServerStartException">Something cannot be used.</exception>
    public static async Task<ServerParts> OpenAsync(ServerOptions options, TimeProvider clock, ILoggerFactory logging, CancellationToken cancellation)
    {
        if (options.Names.FirstOrDefault(name => !ServerNames.IsValid(name)) is string invalid)
        {
            throw new ServerStartException($"--name {invalid} is no host name and no address; give the name by which agents reach the server");
        }

        DateTimeOffset now = clock.GetUtcNow();
        DataFolder folder = new(options.DataFolder);
        FileStream folderLock = folder.Lock();
        Database? database = null;
        GroupCommit? commit = null;
        try
        {
            CertificateAuthority authority = CertificateAuthority.Open(folder, now);
            ServerCertificate certificate = new(folder, authority, new ServerNames(Dns.GetHostName(), options.Listen, options.Names), now);
            folder.PrepareDatabase();
            database = options.Database is null ? Database.File(folder.Database) : Database.Server(options.Database);
            await Schema.ApplyAsync(database, now, cancellation);
            commit = new GroupCommit(database, logging.CreateLogger<GroupCommit>());
            await SharedAuthority.CheckAsync(database, commit, authority, folder, cancellation);
            SessionKeys keys = new(new ServerKeyStore(database), commit);
            await keys.RefreshAsync(now, cancellation);
            return new ServerParts(folder, folderLock, database, commit, authority, certificate, keys);
        }
        catch (Exception error)
        {
            if (commit is not null)
            {
                await commit.DisposeAsync();
            }

            database?.Dispose();
            await folderLock.DisposeAsync();
            if (error is StorageException)
            {
                throw new ServerStartException(error.Message, error);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Commit.DisposeAsync();
        Database.Dispose();
        Certificate.Dispose();
        Authority.Dispose();
        await _lock.DisposeAsync();
    }
}
