using Gatehouse.Server.Storage;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Server.Tests.Storage;

public sealed class SchemaTests
{
    [Fact]
    public void Scripts_of_both_dialects_are_numbered_alike_and_without_gaps()
    {
        var lite = Schema.Scripts(Dialect.Sqlite).Select(script => (script.Version, script.Name)).ToArray();

        Assert.NotEmpty(lite);
        Assert.Equal(Enumerable.Range(1, lite.Length), lite.Select(script => script.Version));
        Assert.Equal(lite, Schema.Scripts(Dialect.PostgreSql).Select(script => (script.Version, script.Name)));
    }

    [Theory, OnEveryDatabase]
    public async Task Applying_twice_changes_nothing(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
        await Schema.ApplyAsync(test.Database, TestDatabase.Now.AddDays(1), CancellationToken.None);

        long applied = await test.Database.FirstAsync<long>("SELECT MAX(applied_at) FROM schema_versions", null, CancellationToken.None);
        Assert.Equal(TestDatabase.Now.ToUnixTimeMilliseconds(), applied);
    }

    [Theory, OnEveryDatabase]
    public async Task A_database_of_a_newer_version_is_refused_with_both_numbers(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
        await test.Commit.WriteAsync(scope => scope.ExecuteAsync("INSERT INTO schema_versions VALUES (9001, 'later', 0)"), CancellationToken.None);

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => Schema.ApplyAsync(test.Database, TestDatabase.Now, CancellationToken.None));
        Assert.Contains("schema 9001", error.Message, StringComparison.Ordinal);
        Assert.Contains("backup", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commits_are_synchronised_and_logged_ahead()
    {
        await using TestDatabase test = await TestDatabase.CreateAsync();

        Assert.Equal("wal", await test.Database.FirstAsync<string>("PRAGMA journal_mode", null, CancellationToken.None));
        Assert.Equal(2, await test.Database.FirstAsync<long>("PRAGMA synchronous", null, CancellationToken.None));
        Assert.Equal(1, await test.Database.FirstAsync<long>("PRAGMA foreign_keys", null, CancellationToken.None));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("gatehouse.db");
        await File.WriteAllTextAsync(path, new string('x', 10_000));
        using Database database = Database.File(path);

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => Schema.ApplyAsync(database, TestDatabase.Now, CancellationToken.None));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("backup", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_said()
    {
        using Database database = Database.File("/nonexistent/gatehouse.db");

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => Schema.ApplyAsync(database, TestDatabase.Now, CancellationToken.None));
        Assert.Contains("folder", error.Message, StringComparison.Ordinal);
        Assert.IsType<SqliteException>(error.InnerException);
    }

    [Fact]
    public void A_connection_string_that_cannot_be_read_is_not_quoted()
    {
        StorageException error = Assert.Throws<StorageException>(() => Database.Server("Hots=x;Password=hunter2"));
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }
}
