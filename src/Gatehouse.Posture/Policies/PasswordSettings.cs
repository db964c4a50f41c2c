namespace Gatehouse.Posture.Policies;

/// <summary>How passwords are checked and changed.</summary>
public sealed record PasswordSettings
{
    /// <summary>Code by which users are made to change their passwords. (forceChangePassword)</summary>
    public int? ForceChange { get; init; }

    /// <summary>Whether every account is looked at, not only the user's own. (ifMonitorPwdforAllUser)</summary>
    public bool AllAccounts { get; init; }

    /// <summary>Whether only words of the dictionary count as weak. (ifMonitorPwdOnlydic)</summary>
    public bool DictionaryOnly { get; init; }

    /// <summary>When weak passwords are looked for. (checkWeakPwdMoment)</summary>
    public string Moment { get; init; } = "afterCheck";
}
