using Gatehouse.Server.Storage;
using Gatehouse.Server.Tests.Storage;
using Gatehouse.Tests.Common;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgreSql))]

namespace Gatehouse.Server.Tests.Storage;

/// <summary>One cluster for the whole run, started when the first test needs it. A database that a test
/// has left is emptied for the next one, which is much quicker than to make one.</summary>
public sealed class PostgreSql : IDisposable
{
    private const string Empty =
        """
        DELETE FROM schema_versions WHERE version > 9000;
        DO $$ BEGIN EXECUTE (
          SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' RESTART IDENTITY'
          FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_versions'); END $$;
        """;

    private static readonly Lock Gate = new();
    private static PostgreSqlCluster? _cluster;
    private static string? _reason;
    private static readonly Stack<string> Free = new();

    /// <summary>The cluster; the test is skipped when there is none.</summary>
    public static PostgreSqlCluster Cluster
    {
        get
        {
            lock (Gate)
            {
                if (_cluster is null && _reason is null)
                {
                    (_cluster, _reason) = PostgreSqlCluster.TryStart();
                }
            }

            Assert.SkipWhen(_cluster is null, _reason ?? string.Empty);
            return _cluster!;
        }
    }

    /// <summary>An empty database that has the schema.</summary>
    public static string Take()
    {
        PostgreSqlCluster server = Cluster;
        lock (Gate)
        {
            if (Free.TryPop(out string? used))
            {
                return used;
            }
        }

        string name = server.CreateDatabase();
        using Database database = Database.Server(server.ConnectionString(name));
        Task.Run(() => Schema.ApplyAsync(database, TestDatabase.Now, CancellationToken.None)).GetAwaiter().GetResult();
        return name;
    }

    /// <summary>Gives a database back that nobody uses any more.</summary>
    public static void Return(string name)
    {
        using NpgsqlDataSource source = NpgsqlDataSource.Create(Cluster.ConnectionString(name));
        using NpgsqlCommand command = source.CreateCommand(Empty);
        command.ExecuteNonQuery();
        lock (Gate)
        {
            Free.Push(name);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _cluster?.Dispose();
}
