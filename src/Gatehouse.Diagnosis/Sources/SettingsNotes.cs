using Gatehouse.Diagnosis.Settings;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Says in words what a settings file says about the transport.</summary>
internal static class SettingsNotes
{
    /// <summary>One phrase for each thing it says.</summary>
    public static IEnumerable<string> Of(TransportSettings settings)
    {
        foreach (string switches in Switches(settings))
        {
            yield return switches;
        }

        if (Ports(settings) is { Length: > 0 } ports)
        {
            yield return ports;
        }

        if (settings.Product is { } product)
        {
            yield return $"product: {product.Text} (line {product.Line})";
        }

        foreach (string contradiction in settings.File.Contradictions())
        {
            yield return contradiction;
        }

        foreach (Setting setting in settings.File.Known.Where(KnownSettings.IsProtocolSwitch).Take(SettingsLimits.MostNotes))
        {
            yield return $"{setting.Section[(setting.Section.LastIndexOf("Protocols\\", StringComparison.OrdinalIgnoreCase) + "Protocols\\".Length)..]}: {setting.Name} is {setting.Number} (line {setting.Line})";
        }
    }

    private static IEnumerable<string> Switches(TransportSettings settings)
    {
        if (settings.File.Kind == SettingsKind.ServerIni)
        {
            yield return settings.Adapter is null && settings.Ase is null
                ? $"it has neither {KnownSettings.Adapter} nor {KnownSettings.Ase} under [{KnownSettings.Global}]: HTTPS where the version has it"
                : $"{Say(settings.Adapter, KnownSettings.Adapter)}, {Say(settings.Ase, KnownSettings.Ase)}: {Meaning(settings.Transport)}";
        }
        else if (settings.IsAgents)
        {
            yield return settings.Ase is null
                ? "the agent's key has no value ASE: HTTPS where the version has it"
                : $"{Say(settings.Ase, KnownSettings.Ase)}: {Meaning(settings.Transport)}";
        }
        else
        {
            yield return "it does not hold the agent's key (TrendMicro\\PC-cillinNTCorp\\CurrentVersion)";
        }
    }

    private static string Ports(TransportSettings settings) => string.Join(
        ", ",
        new (Setting? Setting, string What)[] { (settings.Server, "server"), (settings.HttpPort, "HTTP port"), (settings.HttpsPort, "HTTPS port") }
            .Where(pair => pair.Setting is not null)
            .Select(pair => $"{pair.What} {(pair.What == "server" ? pair.Setting!.Text : $"{pair.Setting!.Number}")} (line {pair.Setting.Line})"));

    private static string Say(Setting? setting, string name) => setting is null ? $"{name} is missing" : $"{name} is {setting.Text} (line {setting.Line})";

    private static string Meaning(Transport transport) => transport switch
    {
        Transport.Http => "HTTP",
        Transport.Https => "HTTPS",
        _ => "neither HTTP nor HTTPS",
    };
}
