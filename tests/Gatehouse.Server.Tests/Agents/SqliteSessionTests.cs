using Gatehouse.Server.Tests.Storage;

namespace Gatehouse.Server.Tests.Agents;

/// <summary>On the embedded database.</summary>
public sealed class SqliteSessionTests() : SessionTests(DatabaseKind.Sqlite);
