using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Settings;

namespace Gatehouse.Diagnosis.Judgement.Settings;

/// <summary>Agents whose <c>ASE</c> is not the server's, or, without the server's file, agents that differ among themselves.</summary>
internal sealed class AgentsDisagree : ISettingsRule
{
    private const int MostListed = 32;

    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TransportCase settings)
    {
        Transport wanted = settings.Wanted();
        SettingsSource? server = settings.Server;
        if (server is not null && server.Settings.Transport != wanted && (server.Settings.Adapter ?? server.Settings.Ase) is not null)
        {
            // The server contradicts itself or its product: that comes first, and its finding says what to do.
            yield break;
        }

        if (server is null && settings.Agents.Select(agent => agent.Settings.Transport).Distinct().Count() < 2)
        {
            yield break;
        }

        SettingsSource[] wrong = [.. settings.Agents.Where(agent => agent.Settings.Ase is not null && agent.Settings.Transport != wanted)];
        if (wrong.Length > 0)
        {
            yield return Of(settings, server, wrong, wanted);
        }
    }

    private static Finding Of(TransportCase settings, SettingsSource? server, SettingsSource[] wrong, Transport wanted)
    {
        Transport theirs = wrong[0].Settings.Transport;
        Finding? failure = theirs == Transport.Unknown ? null : settings.Wire.Failure(theirs);
        bool works = theirs != Transport.Unknown && failure is null && settings.Wire.Works(theirs);
        bool related = server is null || wrong.All(agent => ServerNames.MayBeTheSame(server.Settings.Server, agent.Settings.Server));
        Dictionary<string, object> facts = SettingsWords.Facts(settings, wrong.Take(MostListed).Select(agent => SettingChange.OfAgent(agent, wanted)));
        facts["agentAse"] = wrong[0].Settings.Ase!.Text;
        facts["wanted"] = SettingsWords.Name(wanted);
        facts["agents"] = wrong.Take(MostListed).Select(agent => agent.Name).ToArray();
        string who = wrong.Length == 1 ? "The agent" : $"{wrong.Length} agents";
        return new Finding
        {
            Code = FindingCodes.TransportMismatch,
            Severity = works ? Severity.Warning : Severity.Fault,
            Confidence = !related ? Confidence.Possible : failure is null ? Confidence.Likely : Confidence.Certain,
            Title = server is null
                ? $"Agents do not agree on HTTP or HTTPS: {who.ToLowerInvariant()} of {settings.Agents.Count} set to {SettingsWords.Name(theirs)}"
                : $"{who} {(wrong.Length == 1 ? "is" : "are")} set to {SettingsWords.Name(theirs)}, the server to {SettingsWords.Name(wanted)}",
            Explanation = Explain(settings, server, wrong[0], wanted, theirs, (works, related), failure),
            Conversation = failure?.Conversation,
            Count = wrong.Length,
            Facts = facts,
            Evidence =
            [
                .. wrong.Take(MostListed).Select(agent => SettingsWords.Lines(agent, $"the agent says {SettingsWords.Name(agent.Settings.Transport)}", agent.Settings.Ase)),
                .. server is null ? [] : new[] { SettingsWords.Lines(server, $"the server says {SettingsWords.Name(server.Settings.Transport)}", server.Settings.Adapter, server.Settings.Ase) },
                .. failure?.Evidence ?? [],
            ],
            Remedies =
            [
                .. server is null ? [] : SettingsWords.ServerSteps(server, wanted).Take(1),
                SettingsWords.Publish(wanted),
                SettingsWords.Reload(wanted),
                $"An agent that cannot be reached any more keeps what it has: in its registry change {string.Join("; ", wrong.Take(1).Select(agent => $"`{KnownSettings.Ase}` from `{agent.Settings.Ase!.Text}` to `{SettingChange.OfAgent(agent, wanted).Wanted}`, line {agent.Settings.Ase.Line} of {agent.ShortFile}"))}, or install it anew.",
            ],
            NextSteps = settings.Wire.IsThere ? [] : SettingsAlone.Captures(settings),
            Explains = failure is null ? [] : [failure.Code],
        };
    }

    private static string Explain(
        TransportCase settings, SettingsSource? server, SettingsSource agent, Transport wanted, Transport theirs, (bool Works, bool Related) seen, Finding? failure)
    {
        string text = $"{agent.ShortFile} holds `ASE` = `{agent.Settings.Ase!.Text}` (line {agent.Settings.Ase.Line}), {SettingsWords.Name(theirs)}; "
            + (server is null
                ? $"other agents say {SettingsWords.Name(wanted)}. "
                : server.Settings.Transport == Transport.Unknown
                    ? $"{server.ShortFile} has neither of the two settings, which means {SettingsWords.Name(wanted)}. "
                    : $"{server.ShortFile} says {SettingsWords.Name(server.Settings.Transport)}. ")
            + "A change at the server reaches an agent only once the global agent settings were saved and the agent took them up. ";
        text += failure is not null ? $"The capture shows it: {failure.Title}. "
            : seen.Works ? $"The capture shows {SettingsWords.Name(theirs)} working on port {settings.PortOf(theirs)} all the same. "
            : string.Empty;
        return (seen.Related
            ? text
            : text + "The agent names another server than the file does, so the two may not belong together. ").TrimEnd();
    }
}
