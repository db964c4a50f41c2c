using System.Net;
using Gatehouse.Server.Agents;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Problems;

/// <summary>
/// Writes into the log what was refused to whom, which `gatehouse diagnose` reads there. Of each kind a few a minute, the others counted: whoever is
/// refused could fill the disk otherwise.
/// </summary>
internal sealed partial class RefusalLog(TimeProvider clock, ILogger<RefusalLog> logger)
{
    /// <summary>Lines of one kind in a <see cref="Window"/>.</summary>
    public const int MaxLines = 20;

    /// <summary>The time they are counted over.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DateTimeOffset Since, long Count)> _kinds = new(StringComparer.Ordinal);

    /// <summary>Writes a refusal.</summary>
    public void Write(HttpContext context, Problem refusal)
    {
        string kind = refusal.Kind.Name;
        (bool isTold, long untold) = Count(kind);
        if (untold > 0)
        {
            LogMore(logger, untold, kind);
        }

        if (isTold)
        {
            string from = SessionOpening.Text(context.Connection.RemoteIpAddress ?? IPAddress.None);
            LogRefused(logger, context.Request.Method, context.Request.Path, from, kind, refusal.Detail);
        }
    }

    private (bool IsTold, long Untold) Count(string kind)
    {
        lock (_gate)
        {
            DateTimeOffset now = clock.GetUtcNow();
            (DateTimeOffset since, long count) = _kinds.GetValueOrDefault(kind, (now, 0));
            bool isOver = now - since >= Window;
            _kinds[kind] = isOver ? (now, 1) : (since, count + 1);
            return (isOver || count < MaxLines, isOver ? Math.Max(0, count - MaxLines) : 0);
        }
    }
}
