using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Settings;

namespace Gatehouse.Diagnosis.Judgement.Settings;

/// <summary>Words, evidence and remedies that the rules on settings share.</summary>
internal static class SettingsWords
{
    /// <summary>The other transport.</summary>
    public static Transport Other(Transport transport) => transport == Transport.Http ? Transport.Https : Transport.Http;

    /// <summary>"HTTP", "HTTPS".</summary>
    public static string Name(Transport transport) => transport switch
    {
        Transport.Http => "HTTP",
        Transport.Https => "HTTPS",
        _ => "neither HTTP nor HTTPS",
    };

    /// <summary>"`ASE=0` (line 12)", or that it is missing.</summary>
    public static string Say(Setting? setting, string name) => setting is null
        ? $"`{name}` is missing"
        : $"`{name}={setting.Text}` (line {setting.Line})";

    /// <summary>The lines of a file that prove something.</summary>
    public static Evidence Lines(SettingsSource source, string note, params ReadOnlySpan<Setting?> settings)
    {
        List<long> lines = [];
        foreach (Setting? setting in settings)
        {
            if (setting is not null && !lines.Contains(setting.Line))
            {
                lines.Add(setting.Line);
            }
        }

        lines.Sort();
        return new Evidence(source.Name, lines, Filter: null, note);
    }

    /// <summary>Named facts about the case.</summary>
    public static Dictionary<string, object> Facts(TransportCase settings, IEnumerable<SettingChange> changes)
    {
        Dictionary<string, object> facts = new() { ["changes"] = changes.Select(change => change.ToString()).ToArray() };
        if (settings.Product is { } product)
        {
            facts["product"] = product.Text;
        }

        if (settings.Wire.TlsVersionsSeen() is { Count: > 0 } versions)
        {
            facts["tlsVersionsSeen"] = versions;
        }

        return facts;
    }

    /// <summary>The steps that bring a server's file to a transport; empty when nothing in it is to be changed.</summary>
    public static IEnumerable<string> ServerSteps(SettingsSource server, Transport wanted)
    {
        SettingChange[] changes = [.. SettingChange.Of(server, wanted)];
        if (changes.Length == 0)
        {
            yield break;
        }

        string lines = string.Join(" and ", changes.Select(change => change.Now is null
            ? $"add `{change.Name}={change.Wanted}`"
            : $"change line {change.Line} from `{change.Name}={change.Now}` to `{change.Name}={change.Wanted}`"));
        yield return $"For {Name(wanted)}: copy {server.ShortFile} away, stop the OfficeScan Master Service, and under `[{KnownSettings.Global}]` {lines}. "
            + "Both lines must be there; never delete one. Then start the service.";
        yield return Publish(wanted);
    }

    /// <summary>The step that brings the server's setting to the agents.</summary>
    public static string Publish(Transport wanted) =>
        $"In the web console open Agents > Global Agent Settings and press Save, even without a change; a little later `ofcscan.ini` must still say `ASE={Digit(wanted)}`.";

    /// <summary>The step that brings one agent to the setting.</summary>
    public static string Reload(Transport wanted) =>
        $"Unload and start one agent again, then check `ASE` (REG_DWORD, {Digit(wanted)}) under `HKLM\\SOFTWARE\\Wow6432Node\\TrendMicro\\PC-cillinNTCorp\\CurrentVersion`, "
        + "on 32-bit Windows without `Wow6432Node`.";

    private static char Digit(Transport wanted) => wanted == Transport.Http ? '0' : '1';
}
