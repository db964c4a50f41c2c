using System.Globalization;

namespace Gatehouse.Cli.Administration;

/// <summary>Times as people read them, and lengths of time as they write them.</summary>
internal static class Times
{
    private const string Example = "write a number and a unit, such as 30m, 24h or 7d";

    /// <summary>"3 min ago", "in 2 d"; "never" for null.</summary>
    public static string Near(DateTimeOffset? time, DateTimeOffset now)
    {
        if (time is not { } known)
        {
            return "never";
        }

        TimeSpan ago = now - known;
        string length = Length(ago.Duration());
        return ago >= TimeSpan.Zero ? $"{length} ago" : $"in {length}";
    }

    /// <summary>"2026-11-22 09:30:00Z".</summary>
    public static string Exact(DateTimeOffset time) => time.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);

    /// <summary>Reads "90s", "30m", "24h" or "7d".</summary>
    public static TimeSpan Read(string text, string option)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            throw new UserError($"{option} '{text}' is no length of time; {Example}");
        }

        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' when number <= 10_000 => TimeSpan.FromDays(number),
            _ => throw new UserError($"{option} '{text}' is no length of time; {Example}"),
        };
    }

    private static string Length(TimeSpan length) => length switch
    {
        { TotalSeconds: < 60 } => $"{(int)length.TotalSeconds} s",
        { TotalMinutes: < 60 } => $"{(int)length.TotalMinutes} min",
        { TotalHours: < 48 } => $"{(int)length.TotalHours} h",
        _ => $"{(int)length.TotalDays} d",
    };
}
