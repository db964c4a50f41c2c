using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>The span of time the user limits the diagnosis to; its ends belong to it.</summary>
internal readonly struct TimesAskedFor
{
    private readonly long _since;
    private readonly long _until;

    public TimesAskedFor(DiagnosisOptions options)
    {
        IsLimited = options.Since.IsKnown || options.Until.IsKnown;
        _since = options.Since.IsKnown ? options.Since.Nanoseconds : long.MinValue;
        _until = options.Until.IsKnown ? options.Until.Nanoseconds : long.MaxValue;
    }

    /// <summary>Whether the user limits it at all.</summary>
    public bool IsLimited { get; }

    /// <summary>Whether a moment is inside. What cannot be placed in time is, since it cannot be proved to be outside.</summary>
    public bool Contains(Timestamp time) => Overlaps(time, time);

    /// <summary>Whether a moment is known to be inside: what is set against other captures needs a time.</summary>
    public bool ContainsForSure(Timestamp time) => Contains(time) && (time.IsKnown || !IsLimited);

    /// <summary>Whether a part of a span is inside.</summary>
    public bool Overlaps(Timestamp first, Timestamp last) =>
        (!last.IsKnown || last.Nanoseconds >= _since) && (!first.IsKnown || first.Nanoseconds <= _until);

    /// <summary>Remarks on what was left out and what was kept because it has no time.</summary>
    /// <param name="leftOut">How many were outside.</param>
    /// <param name="undated">How many have no time.</param>
    /// <param name="what">What they are: "frames", "entries".</param>
    public IEnumerable<string> Notes(long leftOut, long undated, string what)
    {
        if (leftOut > 0)
        {
            yield return $"{leftOut:N0} of its {what} are outside the times asked for and were left out";
        }

        if (IsLimited && undated > 0)
        {
            yield return $"{undated:N0} of its {what} have no known date; whether they lie between the times asked for cannot be told, and they were kept";
        }
    }
}
