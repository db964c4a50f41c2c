namespace Gatehouse.Diagnosis.Tests.Settings;

/// <summary>Settings of invented servers and agents.</summary>
internal static class SettingsTexts
{
    public const string AgentKey = @"HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\TrendMicro\PC-cillinNTCorp\CurrentVersion";

    /// <summary>A server's ini file; null leaves a line out.</summary>
    public static string Ini(string? adapter, string? ase, string version = "12.0.4453", string extra = "") =>
        $"[INI_SERVER_SECTION]\nMaster_DomainName=policy.example\nMaster_DomainPort=8080\nMaster_SSLPort=4343\nProductVersion={version}\n[Global Setting]\n"
        + (adapter is null ? string.Empty : $"UseSocketHTTPAdapter={adapter}\n") + (ase is null ? string.Empty : $"ASE={ase}\n") + extra;

    /// <summary>An agent's registry export.</summary>
    public static string Registry(int ase, string server = "policy.example", string port = "000010f7", string key = AgentKey) =>
        $"Windows Registry Editor Version 5.00\n\n[{key}]\n\"Server\"=\"{server}\"\n\"ServerSSLPort\"=dword:{port}\n\"ASE\"=dword:{ase:x8}\n";
}
