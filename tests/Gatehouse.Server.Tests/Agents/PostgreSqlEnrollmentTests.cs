using Gatehouse.Server.Tests.Storage;

namespace Gatehouse.Server.Tests.Agents;

/// <summary>On PostgreSQL.</summary>
public sealed class PostgreSqlEnrollmentTests() : EnrollmentTests(DatabaseKind.PostgreSql);
