using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>Tells whether a capture could have shown later fragments, from what it shows and from the filter it names.</summary>
internal static class FragmentFilter
{
    /// <summary>Judges a source.</summary>
    public static FragmentVisibility Of(SourceContext context)
    {
        if (context.ShowsLaterFragments)
        {
            return FragmentVisibility.Shown;
        }

        FragmentVisibility visibility = FragmentVisibility.Unknown;
        foreach (CaptureInterface recorded in context.Source.Interfaces)
        {
            if (recorded.Filter is not { Length: > 0 } filter)
            {
                continue;
            }

            bool namesPorts = filter.Contains("port", StringComparison.OrdinalIgnoreCase);
            bool namesFragments = filter.Contains("ip[6", StringComparison.OrdinalIgnoreCase)
                || filter.Contains("ip6[6", StringComparison.OrdinalIgnoreCase)
                || filter.Contains("frag", StringComparison.OrdinalIgnoreCase);
            if (namesPorts && !namesFragments)
            {
                return FragmentVisibility.Hidden;
            }

            visibility = FragmentVisibility.Shown;
        }

        return visibility;
    }
}
