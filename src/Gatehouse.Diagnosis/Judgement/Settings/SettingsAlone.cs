using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Settings;

namespace Gatehouse.Diagnosis.Judgement.Settings;

/// <summary>Settings in which nothing is wrong, without a capture: what they imply, and what would show whether it is so.</summary>
internal static class SettingsAlone
{
    /// <summary>The verdict on such settings.</summary>
    public static Verdict Verdict(TransportCase settings) => new(
        FindingCodes.Inconclusive, Confidence.Possible, $"{Implied(settings)} Settings alone do not show whether agents get through.", null, null);

    /// <summary>The finding behind it.</summary>
    public static Finding Finding(TransportCase settings, Verdict verdict) => new()
    {
        Code = FindingCodes.Inconclusive,
        Severity = Severity.Note,
        Confidence = verdict.Confidence,
        Title = verdict.Summary.TrimEnd('.'),
        Explanation = Check(settings),
        NextSteps = Captures(settings),
    };

    /// <summary>How to record what the settings imply.</summary>
    public static IReadOnlyList<string> Captures(TransportCase settings)
    {
        string ports = $"tcp port {settings.HttpPort} or tcp port {settings.HttpsPort}";
        return
        [
            "At the endpoint (Windows): `netsh trace start capture=yes maxsize=512 tracefile=C:\\client.etl`, press Update Now, `netsh trace stop`.",
            $"At the server, or where its port is mirrored: `tcpdump -ni any -s 0 -w server.pcap '{ports}'`. Give the capture together with these files.",
        ];
    }

    private static string Implied(TransportCase settings)
    {
        Transport[] said = [.. settings.Servers.Concat(settings.Agents).Select(source => source.Settings.Transport).Distinct()];
        return said switch
        {
            [Transport.Http or Transport.Https] when settings.Servers.Count > 0 && settings.Agents.Count > 0 =>
                $"Server and agents agree on {SettingsWords.Name(said[0])}, port {settings.PortOf(said[0])}.",
            [Transport.Http or Transport.Https] => $"The {(settings.Servers.Count > 0 ? "server's" : "agent's")} settings say {SettingsWords.Name(said[0])}, port {settings.PortOf(said[0])}.",
            _ => "The settings do not say whether agents use HTTP or HTTPS.",
        };
    }

    private static string Check(TransportCase settings)
    {
        List<string> checks = [];
        if (settings.Servers.Count == 0)
        {
            checks.Add($"the server's `ofcscan.ini` (in `PCCSRV`): `{KnownSettings.Adapter}` and `{KnownSettings.Ase}` under `[{KnownSettings.Global}]` must both be there and say the same");
        }

        if (settings.Agents.Count == 0)
        {
            checks.Add("an agent's registry: `ASE` under `HKLM\\SOFTWARE\\Wow6432Node\\TrendMicro\\PC-cillinNTCorp\\CurrentVersion` must be the server's; export that key and give it too");
        }

        if (settings.Servers.Any(server => server.Settings.Transport == Transport.Http) && settings.Product is null)
        {
            checks.Add($"the product and build: HTTP needs OfficeScan XG Service Pack 1, build {ProductVersion.FirstBuildWithHttp} or later, and is not for Apex One");
        }

        checks.Add($"port {settings.PortOf(settings.Wanted())} must be open from the endpoint to the server"
            + (settings.Wanted() == Transport.Https ? ", both must speak a common TLS version, and no gateway may inspect this traffic" : string.Empty));
        return $"What to check: {string.Join("; ", checks)}.";
    }
}
