using Gatehouse.Diagnosis.Settings;

namespace Gatehouse.Diagnosis.Judgement.Settings;

/// <summary>One line of a settings file that is to be changed.</summary>
/// <param name="File">The file without its folders.</param>
/// <param name="Section">Section or registry key.</param>
/// <param name="Name">Name of the setting.</param>
/// <param name="Line">Its line; null when the line is missing.</param>
/// <param name="Now">The value now; null when the line is missing.</param>
/// <param name="Wanted">The value it should have.</param>
internal sealed record SettingChange(string File, string Section, string Name, int? Line, string? Now, string Wanted)
{
    /// <summary>"ofcscan.ini line 12: [Global Setting] ASE=1 -> ASE=0", for programs and for facts.</summary>
    public override string ToString() => Now is null
        ? $"{File}: [{Section}] {Name} is missing -> {Name}={Wanted}"
        : $"{File} line {Line}: [{Section}] {Name}={Now} -> {Name}={Wanted}";

    /// <summary>The changes that bring a server's two switches to a transport.</summary>
    public static IEnumerable<SettingChange> Of(SettingsSource server, Transport wanted)
    {
        (string adapter, string ase) = wanted == Transport.Http ? ("1", "0") : ("0", "1");
        if (server.Settings.ByAdapter != wanted)
        {
            yield return Of(server, server.Settings.Adapter, KnownSettings.Adapter, adapter);
        }

        if (server.Settings.ByAse != wanted)
        {
            yield return Of(server, server.Settings.Ase, KnownSettings.Ase, ase);
        }
    }

    /// <summary>The change that an agent's switch should have undergone.</summary>
    public static SettingChange OfAgent(SettingsSource agent, Transport wanted) => new(
        agent.ShortFile,
        agent.Settings.Ase?.Section ?? @"HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\TrendMicro\PC-cillinNTCorp\CurrentVersion",
        KnownSettings.Ase,
        agent.Settings.Ase?.Line,
        agent.Settings.Ase?.Text,
        wanted == Transport.Http ? "dword:00000000" : "dword:00000001");

    private static SettingChange Of(SettingsSource server, Setting? setting, string name, string wanted) =>
        new(server.ShortFile, KnownSettings.Global, name, setting?.Line, setting?.Text, wanted);
}
