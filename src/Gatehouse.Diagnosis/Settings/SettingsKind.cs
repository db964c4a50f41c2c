namespace Gatehouse.Diagnosis.Settings;

/// <summary>What a settings file is.</summary>
internal enum SettingsKind
{
    /// <summary>The ini file of a management server (<c>ofcscan.ini</c>).</summary>
    ServerIni,

    /// <summary>A registry export (<c>.reg</c>), which the agent's machine or the server's may have made.</summary>
    Registry,
}
