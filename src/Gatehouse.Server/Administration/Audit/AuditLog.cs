using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Administration.Audit;

/// <summary>Writes down who changed what, in the transaction of the change: there is no change without its entry, and no entry without its change.</summary>
internal sealed class AuditLog(TimeProvider clock)
{
    /// <summary>Writes an entry.</summary>
    /// <param name="scope">The transaction of the change.</param>
    /// <param name="caller">Who.</param>
    /// <param name="action">What was done: "endpoint.approve".</param>
    /// <param name="subject">What to: "endpoint/3f2c…".</param>
    /// <param name="before">What the change replaced, as JSON without secrets; null when there was nothing.</param>
    /// <param name="after">What it put there; null when nothing is left.</param>
    public Task WriteAsync(WriteScope scope, Caller caller, string action, string subject, string? before, string? after) => scope.ExecuteAsync(
        """
        INSERT INTO audit (at, actor, actor_id, address, action, subject, before, after)
        VALUES (@At, @Name, @TokenId, @Address, @action, @subject, @before, @after)
        """,
        new { At = clock.GetUtcNow(), caller.Name, caller.TokenId, caller.Address, action, subject, before, after });
}
