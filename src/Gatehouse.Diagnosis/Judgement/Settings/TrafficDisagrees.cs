using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Settings;

namespace Gatehouse.Diagnosis.Judgement.Settings;

/// <summary>
/// The settings that are there agree, and the captures show an endpoint that uses the other transport in vain: it has not taken the settings up.
/// Traffic that works is no objection, whatever its port: consoles and update sources use both.
/// </summary>
internal sealed class TrafficDisagrees : ISettingsRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TransportCase settings)
    {
        Transport[] said = [.. settings.Servers.Concat(settings.Agents.Where(agent => agent.Settings.Ase is not null)).Select(source => source.Settings.Transport).Distinct()];
        if (said is not [Transport.Http or Transport.Https])
        {
            yield break;
        }

        Transport wanted = said[0];
        Transport used = SettingsWords.Other(wanted);
        if (settings.Wire.Failure(used) is not { } failure || settings.Wire.Works(used))
        {
            yield break;
        }

        bool spokeIt = failure.Code is FindingCodes.HttpOnTlsPort or FindingCodes.TlsOnHttpPort;
        if (!spokeIt && settings.Wire.Tried(wanted) > 0)
        {
            // Endpoints that do use the right port tell what the others on the wrong one are: something else.
            yield break;
        }

        SettingsSource[] speakers = [.. settings.Servers.Concat(settings.Agents).Where(source => source.Settings.Transport == wanted)];
        Dictionary<string, object> facts = SettingsWords.Facts(settings, []);
        facts["wanted"] = SettingsWords.Name(wanted);
        facts["used"] = SettingsWords.Name(used);
        facts["port"] = (int)settings.PortOf(used);
        yield return new Finding
        {
            Code = FindingCodes.TransportMismatch,
            Severity = Severity.Fault,
            Confidence = spokeIt && settings.Servers.Count > 0 ? Confidence.Certain : Confidence.Likely,
            Title = $"The settings say {SettingsWords.Name(wanted)}, and the endpoint tries {SettingsWords.Name(used)} in vain",
            Explanation = $"{string.Join(" and ", speakers.Take(2).Select(source => source.ShortFile))} {(speakers.Length == 1 ? "says" : "say")} {SettingsWords.Name(wanted)} "
                + $"(port {settings.PortOf(wanted)}). The capture shows the other: {failure.Title}. "
                + (settings.Agents.Count > 0
                    ? "The agent's registry has the right value, so the running agent, or the server's service, has not read it since."
                    : "The server's setting has not reached this endpoint."),
            Conversation = failure.Conversation,
            Facts = facts,
            Evidence =
            [
                .. speakers.Take(4).Select(source => SettingsWords.Lines(source, $"the settings say {SettingsWords.Name(wanted)}", source.Settings.Adapter, source.Settings.Ase)),
                .. failure.Evidence,
            ],
            Remedies =
            [
                "See that the OfficeScan Master Service was started again after the file was changed.",
                SettingsWords.Publish(wanted),
                SettingsWords.Reload(wanted),
            ],
            Explains = [failure.Code],
        };
    }
}
