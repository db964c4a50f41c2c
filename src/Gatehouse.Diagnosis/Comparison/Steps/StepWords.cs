using System.Globalization;

namespace Gatehouse.Diagnosis.Comparison.Steps;

/// <summary>Numbers and quantities as steps show them.</summary>
internal static class StepWords
{
    private const double Milli = 1e-3;

    /// <summary>"2,656".</summary>
    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>"0.05 ms", "1.4 ms", "13 ms", "5 s".</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        < Milli => string.Create(CultureInfo.InvariantCulture, $"{seconds / Milli:0.00} ms"),
        < 10 * Milli => string.Create(CultureInfo.InvariantCulture, $"{seconds / Milli:0.0} ms"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds / Milli:0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
    };

    /// <summary>"same network", "1 router away", "3 routers away".</summary>
    public static string Distance(int routers) => routers switch
    {
        0 => "same network",
        1 => "1 router away",
        _ => $"{routers} routers away",
    };
}
