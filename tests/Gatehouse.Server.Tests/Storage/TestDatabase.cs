using Gatehouse.Server.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Server.Tests.Storage;

/// <summary>A database of its own, with its writer.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private readonly string? _name;

    private TestDatabase(DatabaseKind kind)
    {
        Path = _folder.File("gatehouse.db");
        _name = kind == DatabaseKind.PostgreSql ? PostgreSql.Take() : null;
        Database = _name is null ? Database.File(Path) : Database.Server(PostgreSql.Cluster.ConnectionString(_name));
    }

    public string Path { get; }

    public Database Database { get; }

    public GroupCommit Commit { get; private set; } = null!;

    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind = DatabaseKind.Sqlite)
    {
        TestDatabase test = new(kind);
        await Schema.ApplyAsync(test.Database, Now, CancellationToken.None);
        test.Commit = new GroupCommit(test.Database, NullLogger<GroupCommit>.Instance);
        return test;
    }

    public static Endpoint Endpoint(Guid? id = null, byte key = 1) => new()
    {
        Id = id ?? Guid.NewGuid(),
        State = EndpointState.Active,
        StateChangedAt = Now,
        KeyFingerprint = Enumerable.Repeat(key, 32).ToArray(),
        HostName = "pc-1",
        OperatingSystem = "Debian",
        AgentVersion = "0.1.0",
        EnrolledAt = Now,
    };

    public async ValueTask DisposeAsync()
    {
        await Commit.DisposeAsync();
        Database.Dispose();
        if (_name is not null)
        {
            PostgreSql.Return(_name);
        }

        _folder.Dispose();
    }
}
