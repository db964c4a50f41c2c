using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Settings;

namespace Gatehouse.Diagnosis.Judgement.Settings;

/// <summary>The server's two switches do not say the same, or one of them is missing. Both missing is how a server is that was never changed.</summary>
internal sealed class SwitchesDisagree : ISettingsRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TransportCase settings)
    {
        Transport wanted = settings.Wanted();
        foreach (SettingsSource server in settings.Servers)
        {
            TransportSettings said = server.Settings;
            if (said.Transport != Transport.Unknown || (said.Adapter is null && said.Ase is null && !said.Misplaced.Any()))
            {
                continue;
            }

            // One line that says HTTPS, which holds without it, is no proof of a failure.
            bool isHarmless = (said.Adapter is null && said.ByAse == Transport.Https) || (said.Ase is null && said.ByAdapter == Transport.Https);
            Finding? failure = settings.Wire.Failure(Transport.Https) ?? settings.Wire.Failure(Transport.Http);
            yield return new Finding
            {
                Code = FindingCodes.TransportMismatch,
                Severity = isHarmless ? Severity.Warning : Severity.Fault,
                Confidence = isHarmless ? Confidence.Possible : Confidence.Certain,
                Title = isHarmless ? $"Only one of the server's two transport settings is in {server.ShortFile}" : $"The server's two transport settings contradict each other in {server.ShortFile}",
                Explanation = Explain(said, isHarmless),
                Conversation = isHarmless ? null : failure?.Conversation,
                Facts = Facts(settings, server, wanted),
                Evidence = [SettingsWords.Lines(server, "the settings under [Global Setting]", [said.Adapter, said.Ase, .. said.Misplaced]), .. isHarmless ? [] : failure?.Evidence ?? []],
                Remedies =
                [
                    .. SettingsWords.ServerSteps(server, wanted),
                    SettingsWords.Reload(wanted),
                    .. Alternative(settings, server, SettingsWords.Other(wanted)),
                ],
                NextSteps = isHarmless && !settings.Wire.IsThere ? SettingsAlone.Captures(settings) : [],
                Explains = isHarmless || failure is null ? [] : [failure.Code],
            };
        }
    }

    private static string Explain(TransportSettings said, bool isHarmless)
    {
        string seen = $"{SettingsWords.Say(said.Adapter, KnownSettings.Adapter)} and {SettingsWords.Say(said.Ase, KnownSettings.Ase)}"
            + (said.Misplaced.Any() ? "; what stands in other sections of the file is not read" : string.Empty);
        string meaning = said.ByAdapter != Transport.Unknown && said.ByAse != Transport.Unknown
            ? $"the first says {SettingsWords.Name(said.ByAdapter)}, the second {SettingsWords.Name(said.ByAse)}"
            : "one of them alone, or any other value, says nothing that agents and server could agree on";
        return $"Under `[{KnownSettings.Global}]` {seen}: {meaning}. HTTPS is 0 and 1, HTTP is 1 and 0; both lines must be there. "
            + (isHarmless
                ? "Without the other line HTTPS is likely what is used, but a line that was deleted can break the communication."
                : "Agents that take up one and a server that acts on the other do not find together: they are shown offline, do not update and upload nothing.");
    }

    private static Dictionary<string, object> Facts(TransportCase settings, SettingsSource server, Transport wanted)
    {
        Dictionary<string, object> facts = SettingsWords.Facts(settings, SettingChange.Of(server, wanted));
        facts["useSocketHttpAdapter"] = server.Settings.Adapter?.Text ?? "missing";
        facts["ase"] = server.Settings.Ase?.Text ?? "missing";
        facts["wanted"] = SettingsWords.Name(wanted);
        return facts;
    }

    private static IEnumerable<string> Alternative(TransportCase settings, SettingsSource server, Transport other) =>
        settings.Product?.CanUseHttp == false ? [] : SettingsWords.ServerSteps(server, other).Take(1).Select(step => "Only if that is what you meant instead. " + step);
}
