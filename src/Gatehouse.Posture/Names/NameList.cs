namespace Gatehouse.Posture.Names;

/// <summary>Lists of names in sentences.</summary>
public static class NameList
{
    /// <summary>Names shown before the rest is only counted.</summary>
    public const int MaxShown = 5;

    /// <summary>"openssl, curl and 3 more".</summary>
    public static string Text(IReadOnlyList<string> names) => names.Count <= MaxShown
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(MaxShown))} and {names.Count - MaxShown} more";
}
