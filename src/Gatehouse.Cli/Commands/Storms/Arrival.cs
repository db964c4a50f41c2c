using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gatehouse.Cli.Commands.Storms;

/// <summary>When endpoints begin their security checks.</summary>
/// <param name="Kind">The shape.</param>
/// <param name="Length">How long it takes; zero for all at once.</param>
internal readonly record struct Arrival(ArrivalKind Kind, TimeSpan Length)
{
    private const double MaxSeconds = 86_400;

    /// <summary>Endpoints whose arrival times are added up to make one of the bell.</summary>
    private const int BellParts = 3;

    /// <summary>Reads <c>all</c>, <c>ramp:SECONDS</c>, <c>nine-oclock:SECONDS</c> or <c>steady:SECONDS</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Arrival arrival)
    {
        arrival = default;
        string[] parts = (text ?? string.Empty).Split(':');
        if (parts is ["all"])
        {
            return true;
        }

        if (parts.Length != 2
            || !double.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            || seconds is not (> 0 and <= MaxSeconds))
        {
            return false;
        }

        ArrivalKind? kind = parts[0] switch
        {
            "ramp" => ArrivalKind.Ramp,
            "nine-oclock" => ArrivalKind.NineOClock,
            "steady" => ArrivalKind.Steady,
            _ => null,
        };
        arrival = new Arrival(kind ?? default, TimeSpan.FromSeconds(seconds));
        return kind is not null;
    }

    /// <summary>The moment of one of many beginnings when all are even.</summary>
    /// <param name="number">Which, from 0.</param>
    /// <param name="count">How many there are.</param>
    public TimeSpan Even(long number, long count) => Length * ((double)number / count);

    /// <summary>The moments of arrival, the earliest first.</summary>
    /// <param name="count">Endpoints.</param>
    /// <param name="random">Where chance comes from.</param>
    public TimeSpan[] Moments(int count, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        TimeSpan[] moments = new TimeSpan[count];
        for (int i = 0; i < count; i++)
        {
            moments[i] = Length * (Kind switch
            {
                ArrivalKind.Ramp => (double)i / count,
                ArrivalKind.NineOClock => Bell(random),
                _ => 0,
            });
        }

        Array.Sort(moments);
        return moments;
    }

    // The mean of three even numbers is close to normal, and never outside of 0 to 1.
    private static double Bell(Random random)
    {
        double sum = 0;
        for (int i = 0; i < BellParts; i++)
        {
#pragma warning disable CA5394 // When a simulated endpoint arrives is no secret.
            sum += random.NextDouble();
#pragma warning restore CA5394
        }

        return sum / BellParts;
    }
}
