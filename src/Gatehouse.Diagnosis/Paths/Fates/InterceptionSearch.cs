using Gatehouse.Diagnosis.Paths.Matching;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Paths.Fates;

/// <summary>
/// Finds TLS connections that are answered although the next vantage point, which was recording, never saw them, while another hello to the
/// same server appears there at that time: a gateway in between answers in the server's place and asks it on its own account.
/// </summary>
internal sealed class InterceptionSearch
{
    /// <summary>Nanoseconds between a client's hello and the gateway's, at most: it asks the server while the client waits.</summary>
    private const long Together = 10_000_000_000;

    private readonly IReadOnlyList<VantagePoint> _path;
    private readonly Dictionary<(int Place, IpEndpoint Server), List<(long Time, Exchange Exchange)>> _hellos = [];

    /// <summary>First and last place of each random: a relay that opens TCP and not TLS leaves it as it is.</summary>
    private readonly Dictionary<ulong, (int First, int Last)> _randoms = [];

    private InterceptionSearch(PathPicture picture)
    {
        _path = picture.Path;
        foreach (Exchange exchange in picture.Exchanges)
        {
            for (int place = 0; place < _path.Count; place++)
            {
                if (exchange.HelloAt(place) is { } hello)
                {
                    (int first, int last) = _randoms.GetValueOrDefault(hello.Random, (place, place));
                    _randoms[hello.Random] = (Math.Min(first, place), Math.Max(last, place));
                }
            }

            for (int place = 1; place < _path.Count; place++)
            {
                if (exchange.HelloAt(place) is { } hello && FirstPlace(exchange) == place)
                {
                    (IpEndpoint server, long time) = (exchange.At(place)!.Server, _path[place].ToReference(hello.Time));
                    (_hellos.TryGetValue((place, server), out List<(long, Exchange)>? known) ? known : _hellos[(place, server)] = []).Add((time, exchange));
                }
            }
        }

        foreach (List<(long Time, Exchange Exchange)> hellos in _hellos.Values)
        {
            hellos.Sort((one, other) => one.Time.CompareTo(other.Time));
        }
    }

    /// <summary>Searches all conversations.</summary>
    public static IReadOnlyDictionary<Exchange, Interception> Of(PathPicture picture)
    {
        InterceptionSearch search = new(picture);
        Dictionary<Exchange, Interception> found = [];
        foreach (Exchange exchange in picture.Exchanges)
        {
            if (search.Changed(exchange) is { } changed)
            {
                found[exchange] = changed;
            }
            else if (search._hellos.Count > 0 && search.Replaced(exchange) is { } replaced)
            {
                found[exchange] = replaced;
            }
        }

        return found;
    }

    /// <summary>One conversation, with one hello in front of the device and another behind it.</summary>
    private Interception? Changed(Exchange exchange)
    {
        int before = -1;
        for (int place = 0; place < _path.Count; place++)
        {
            if (exchange.HelloAt(place) is { } hello)
            {
                if (before >= 0 && exchange.HelloAt(before)!.Value.Random != hello.Random && AreOne(exchange.At(before)!, exchange.At(place)!))
                {
                    return new Interception(before, place, exchange, IsCertain: true);
                }

                before = place;
            }
        }

        return null;
    }

    /// <summary>Whether two sightings are of one connection for sure: conversations may also be joined for packets that look alike.</summary>
    private static bool AreOne(PathFlow one, PathFlow other) => one.OpeningSequence is not null && one.OpeningSequence == other.OpeningSequence;

    /// <summary>Two conversations: the client's ends between two places, the gateway's begins there.</summary>
    private Interception? Replaced(Exchange exchange)
    {
        int last = Enumerable.Range(0, _path.Count).LastOrDefault(place => exchange.At(place) is not null, -1);
        int next = last + 1;
        if (last < 0 || next >= _path.Count || exchange.HelloAt(last) is not { } hello || _randoms[hello.Random].Last != last || _path[next].Clock is null
            || !exchange.Journeys.Any(journey => !journey.IsToServer && journey.Length > 0 && journey.WasAt(last))
            || !_hellos.TryGetValue((next, exchange.At(last)!.Server), out List<(long Time, Exchange Exchange)>? candidates))
        {
            return null;
        }

        long time = _path[last].ToReference(hello.Time);
        long slack = (_path[last].Clock?.Uncertainty ?? 0) + _path[next].Clock!.Value.Uncertainty;
        Exchange? gateway = null;
        long nearest = Together + slack;
        int index = candidates.BinarySearch((time - nearest, exchange), Comparer<(long Time, Exchange)>.Create((one, other) => one.Time.CompareTo(other.Time)));
        for (index = index < 0 ? ~index : index; index < candidates.Count && candidates[index].Time <= time + nearest; index++)
        {
            if (Math.Abs(candidates[index].Time - time) < nearest && _randoms[candidates[index].Exchange.HelloAt(next)!.Value.Random].First == next)
            {
                nearest = Math.Abs(candidates[index].Time - time);
                gateway = candidates[index].Exchange;
            }
        }

        bool wasRecording = time + slack >= _path[next].ToReference(_path[next].Index.From) && time - slack <= _path[next].ToReference(_path[next].Index.To);
        if (gateway is null || !wasRecording)
        {
            return null;
        }

        // Where other packets of the client pass, no filter and no other route hides this connection.
        IpAddress client = exchange.At(last)!.Client.Address;
        return new Interception(last, next, gateway, IsCertain: _path[next].Index.TtlOf(client) != 0 || gateway.At(next)!.Client.Address == client);
    }

    private int FirstPlace(Exchange exchange) => Enumerable.Range(0, _path.Count).First(place => exchange.At(place) is not null);
}
