namespace Gatehouse.Diagnosis.Paths.Fates;

/// <summary>Where a packet got lost.</summary>
/// <param name="After">Place of the last vantage point that saw it.</param>
/// <param name="Before">Place of the next one in its direction, which did not.</param>
/// <param name="Absence">How sure that is.</param>
internal readonly record struct Loss(int After, int Before, Absence Absence)
{
    /// <summary>Follows a packet.</summary>
    /// <returns>Null when it reached the last vantage point of its direction, or nobody who would have shown it comes behind.</returns>
    public static Loss? Of(Journey journey, Exchange exchange, IReadOnlyList<VantagePoint> path)
    {
        int step = journey.IsToServer ? 1 : -1;
        int last = -1;
        for (int place = journey.IsToServer ? 0 : path.Count - 1; place >= 0 && place < path.Count; place += step)
        {
            if (journey.WasAt(place))
            {
                last = place;
            }
        }

        for (int place = last + step; last >= 0 && place >= 0 && place < path.Count; place += step)
        {
            Absence absence = Coverage.Of(path[place], place, exchange, journey);
            if (absence != Absence.MeansNothing)
            {
                return new Loss(last, place, absence);
            }
        }

        return null;
    }

    /// <summary>The last place that a packet reached in its direction.</summary>
    public static int LastPlace(Journey journey, int places)
    {
        int last = -1;
        for (int place = 0; place < places; place++)
        {
            if (journey.WasAt(place) && (last < 0 || journey.IsToServer))
            {
                last = place;
            }
        }

        return last;
    }
}
