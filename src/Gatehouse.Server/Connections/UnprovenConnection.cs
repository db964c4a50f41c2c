using Microsoft.AspNetCore.Http;

namespace Gatehouse.Server.Connections;

/// <summary>A connection whose other end has not shown yet that it belongs here.</summary>
internal sealed class UnprovenConnection
{
    private readonly Action _end;

    /// <summary>Makes one.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="since">When it was accepted, on the clock of <see cref="UnprovenConnections"/>.</param>
    /// <param name="end">Ends it; called once at most, from any thread.</param>
    public UnprovenConnection(SourceAddress source, TimeSpan since, Action end)
    {
        Source = source;
        Since = since;
        _end = end;
    }

    /// <summary>Where it comes from.</summary>
    public SourceAddress Source { get; }

    /// <summary>When it was accepted.</summary>
    public TimeSpan Since { get; }

    /// <summary>The table it is in; null once it is proven, crowded out or over.</summary>
    public UnprovenConnections? Table { get; set; }

    /// <summary>Its place among those of its source.</summary>
    public LinkedListNode<UnprovenConnection>? Place { get; set; }

    /// <summary>Whether it brought a request, if only one that proves nothing.</summary>
    public bool HasAsked { get; private set; }

    /// <summary>Notes that the connection brought a request.</summary>
    public static void Ask(HttpContext context)
    {
        if (context.Features.Get<UnprovenConnection>() is { } connection)
        {
            connection.HasAsked = true;
        }
    }

    /// <summary>Marks the connection of a request as one of somebody who belongs here: no limit of strangers bears on it from now on.</summary>
    public static void Prove(HttpContext context)
    {
        if (context.Features.Get<UnprovenConnection>() is { } connection)
        {
            connection.Table?.Remove(connection);
        }
    }

    /// <summary>Ends it.</summary>
    public void End() => _end();
}
