namespace Gatehouse.Server.Tests.Storage;

/// <summary>The databases that tests run on.</summary>
public enum DatabaseKind
{
    /// <summary>An embedded one in a temporary folder.</summary>
    Sqlite,

    /// <summary>One of the run's own PostgreSQL.</summary>
    PostgreSql,
}
