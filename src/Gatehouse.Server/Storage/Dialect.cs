namespace Gatehouse.Server.Storage;

/// <summary>The kinds of database.</summary>
internal enum Dialect
{
    /// <summary>An embedded database in one file.</summary>
    Sqlite,

    /// <summary>PostgreSQL, for more than one node.</summary>
    PostgreSql,
}
