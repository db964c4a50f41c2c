using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Settings;

namespace Gatehouse.Diagnosis.Judgement.Settings;

/// <summary>An agent calls on another port than the server says, for the transport both use.</summary>
internal sealed class PortsDisagree : ISettingsRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TransportCase settings)
    {
        SettingsSource? server = settings.Server;
        Transport wanted = settings.Wanted();
        if (server is null || PortOf(server, wanted) is not { } servers)
        {
            yield break;
        }

        foreach (SettingsSource agent in settings.Agents)
        {
            if (PortOf(agent, wanted) is not { } agents
                || agents.Number == servers.Number
                || agent.Settings.Transport != wanted
                || !ServerNames.MayBeTheSame(server.Settings.Server, agent.Settings.Server))
            {
                continue;
            }

            SettingChange change = new(agent.ShortFile, agents.Section, agents.Name, agents.Line, agents.Text, $"{servers.Number}");
            yield return new Finding
            {
                Code = FindingCodes.TransportMismatch,
                Severity = Severity.Fault,
                Confidence = Confidence.Likely,
                Title = $"The agent calls port {agents.Number} for {SettingsWords.Name(wanted)}, the server says {servers.Number}",
                Explanation = $"`{agents.Name}` in {agent.ShortFile} (line {agents.Line}) is {agents.Number}, `{servers.Name}` in {server.ShortFile} (line {servers.Line}) {servers.Number}. "
                    + $"Both are set to {SettingsWords.Name(wanted)}, and the agent calls where nobody listens, unless something on the way translates the port.",
                Facts = SettingsWords.Facts(settings, [change]),
                Evidence = [SettingsWords.Lines(agent, "the port the agent calls", agents), SettingsWords.Lines(server, "the port the server says", servers)],
                Remedies =
                [
                    "Move the agent to the server and port that are right (the vendor's IpXfer tool), or install it anew from this server.",
                    $"If the server's port was changed by mistake, set `{servers.Name}` back to {agents.Number}.",
                ],
                NextSteps = settings.Wire.IsThere ? [] : SettingsAlone.Captures(settings),
            };
        }
    }

    private static Setting? PortOf(SettingsSource source, Transport transport) =>
        transport == Transport.Http ? source.Settings.HttpPort : source.Settings.HttpsPort;
}
