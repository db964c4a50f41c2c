namespace Gatehouse.Protocol.Server;

/// <summary>Bounds the memory of all exchanges together; the one not heard for longest is forgotten first.</summary>
/// <param name="maxOctets">Octets of all.</param>
/// <param name="retention">How long one is remembered after it was heard last.</param>
/// <param name="forgotten">Told of each that is forgotten.</param>
internal sealed class ExchangeTable(long maxOctets, TimeSpan retention, Action<Exchange> forgotten)
{
    // What an exchange costs besides its messages.
    private const int Overhead = 512;

    private readonly LinkedList<Exchange> _byHearing = [];
    private long _octets;

    /// <summary>Exchanges remembered.</summary>
    public int Count => _byHearing.Count;

    /// <summary>When the next one is to be forgotten; null when there is none.</summary>
    public TimeSpan? NextTimeout => _byHearing.First?.Value.HeardAt + retention;

    /// <summary>
    /// Finds the exchange a packet of the client is about, or begins it in place of an older one.
    /// </summary>
    /// <returns>Null for a late packet of an exchange that the client has left.</returns>
    public Exchange? Find(TimeSpan now, Session session, Guid id, ulong packetNumber, bool begin)
    {
        Exchange? exchange = session.Exchange;
        if (exchange is null || exchange.Id != id)
        {
            if (!begin || (exchange is not null && packetNumber < exchange.LastNumber))
            {
                return null;
            }

            if (exchange is not null)
            {
                Remove(exchange);
            }

            exchange = new Exchange(id, session);
            session.Exchange = exchange;
            _byHearing.AddLast(exchange.Node);
        }
        else
        {
            _byHearing.Remove(exchange.Node);
            _byHearing.AddLast(exchange.Node);
        }

        exchange.HeardAt = now;
        exchange.LastNumber = Math.Max(exchange.LastNumber, packetNumber);
        return exchange;
    }

    /// <summary>An exchange holds more or fewer octets than before; forgets old ones to stay within bounds.</summary>
    public void Account(TimeSpan now, Exchange changed)
    {
        long octets = changed.Octets + Overhead;
        _octets += octets - changed.CountedOctets;
        changed.CountedOctets = octets;
        Trim(now);
    }

    /// <summary>Forgets old ones to stay within bounds.</summary>
    public void Trim(TimeSpan now)
    {
        while (_byHearing.First is { } oldest && (_octets > maxOctets || NextTimeout <= now))
        {
            Remove(oldest.Value);
        }
    }

    /// <summary>Forgets an exchange.</summary>
    public void Remove(Exchange exchange)
    {
        _byHearing.Remove(exchange.Node);
        _octets -= exchange.CountedOctets;
        exchange.CountedOctets = 0;
        exchange.Session.Exchange = null;
        forgotten(exchange);
    }
}
