using Gatehouse.Diagnosis.Paths;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>Counts packets with data that passed each vantage point and those that got lost behind it.</summary>
/// <param name="path">The vantage points from client to server.</param>
internal sealed class LossTally(IReadOnlyList<VantagePoint> path)
{
    private readonly Dictionary<(int After, int Before, bool IsToServer), List<Journey>> _lost = [];
    private readonly Dictionary<(int Place, bool IsToServer), long> _passed = [];

    /// <summary>The packets lost between two places.</summary>
    public IReadOnlyDictionary<(int After, int Before, bool IsToServer), List<Journey>> Lost => _lost;

    /// <summary>How many packets of one direction passed a place.</summary>
    public long Passed(int place, bool isToServer) => _passed.GetValueOrDefault((place, isToServer));

    /// <summary>Counts the packets of a conversation, if more than one place shows it.</summary>
    public void Count(Exchange exchange)
    {
        if (Enumerable.Range(0, path.Count).Count(place => exchange.At(place) is not null) < 2)
        {
            return;
        }

        Journey[] counted = [.. exchange.Journeys.Where(IsCounted)];
        ILookup<ulong, Journey> copies = counted.ToLookup(journey => journey.Key);
        OctetRanges?[,] seen = new OctetRanges?[path.Count, 2];
        OctetRanges?[,] repeated = new OctetRanges?[path.Count, 2];
        foreach (Journey journey in counted)
        {
            for (int place = 0; place < path.Count; place++)
            {
                if (journey.WasAt(place))
                {
                    _passed[(place, journey.IsToServer)] = _passed.GetValueOrDefault((place, journey.IsToServer)) + 1;
                }
            }

            if (Loss.Of(journey, exchange, path) is not { Absence: Absence.IsProof } loss || Reshaping.Explains(journey, loss, exchange))
            {
                continue;
            }

            int way = journey.IsToServer ? 1 : 0;
            if (journey.Kind == SightingKind.Tcp
                && !(repeated[loss.After, way] ??= Repeated(counted, loss.After, journey)).Touch(journey.Sequence, journey.Length))
            {
                // The conversation came to its end without these octets being sent again: the receiver had them, and only the capture does not.
                continue;
            }

            bool wasSentAgain = copies[journey.Key].Any(other => other != journey && other.WasAt(loss.Before));
            bool came = !wasSentAgain && journey.Kind == SightingKind.Tcp && (seen[loss.Before, way] ??= new OctetRanges(
                journey.Sequence,
                counted.Where(other => other.Kind == SightingKind.Tcp && other.IsToServer == journey.IsToServer && other.WasAt(loss.Before))
                    .Select(other => (other.Sequence, other.Length)))).Cover(journey.Sequence, journey.Length);
            if (!came)
            {
                (_lost.TryGetValue((loss.After, loss.Before, journey.IsToServer), out List<Journey>? known)
                    ? known
                    : _lost[(loss.After, loss.Before, journey.IsToServer)] = []).Add(journey);
            }
        }
    }

    /// <summary>Whether a packet carries something that would be missed.</summary>
    public static bool IsCounted(Journey journey) =>
        journey.Kind is SightingKind.Udp or SightingKind.Echo or SightingKind.Fragment || (journey.Kind == SightingKind.Tcp && journey.Length > 0);

    /// <summary>Octets that were sent more than once past a place; one packet captured twice there does not count.</summary>
    private static OctetRanges Repeated(Journey[] counted, int place, Journey like) => OctetRanges.Repeated(
        like.Sequence,
        counted.Where(other => other.Kind == SightingKind.Tcp && other.IsToServer == like.IsToServer && other.WasAt(place))
            .DistinctBy(other => (other.Sequence, other.Length, other.Identification == 0 ? other.Time : other.Identification))
            .Select(other => (other.Sequence, other.Length)));
}
