using System.Globalization;

namespace Gatehouse.Diagnosis.Comparison.Steps;

/// <summary>Numbers and quantities as steps show them.</summary>
internal static class StepWords
{
    private const double Milli = 1e-3;

    /// <summary>"2,656".</summary>
    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>"0.4 ms", "13 ms", "5 s".</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        < 10 * Milli => string.Create(CultureInfo.InvariantCulture, $"{seconds / Milli:0.0} ms"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds / Milli:0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
    };

    /// <summary>"4 times", "once".</summary>
    public static string Times(int count) => count == 1 ? "once" : $"{Number(count)} times";

    /// <summary>"1 router", "3 routers".</summary>
    public static string Routers(int count) => count switch
    {
        0 => "no router",
        1 => "1 router",
        _ => $"{count} routers",
    };
}
