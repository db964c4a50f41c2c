using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Settings;

namespace Gatehouse.Diagnosis.Judgement.Settings;

/// <summary>The settings say HTTP, and the product cannot go back to it.</summary>
internal sealed class RollbackNotSupported : ISettingsRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TransportCase settings)
    {
        if (settings.Product is not { CanUseHttp: false } product)
        {
            yield break;
        }

        foreach (SettingsSource server in settings.Servers.Where(server => server.Settings.Transport == Transport.Http))
        {
            SettingsSource spoke = settings.Servers.Concat(settings.Agents).First(source => source.Settings.Product == product);
            Finding? failure = settings.Wire.Failure(Transport.Http) ?? settings.Wire.Failure(Transport.Https);
            Dictionary<string, object> facts = SettingsWords.Facts(settings, SettingChange.Of(server, Transport.Https));
            facts["wanted"] = SettingsWords.Name(Transport.Https);
            yield return new Finding
            {
                Code = FindingCodes.TransportMismatch,
                Severity = Severity.Fault,
                Confidence = failure is null ? Confidence.Likely : Confidence.Certain,
                Title = product.IsApexOne ? "The server is set to HTTP, which Apex One does not support" : $"The server is set to HTTP, which its build {product.Build} does not support",
                Explanation = $"{SettingsWords.Say(server.Settings.Adapter, KnownSettings.Adapter)} and {SettingsWords.Say(server.Settings.Ase, KnownSettings.Ase)} say HTTP. "
                    + (product.IsApexOne
                        ? $"The product is Apex One (\"{product.Text}\"): going back to HTTP is not supported there."
                        : $"The product says \"{product.Text}\": going back to HTTP needs OfficeScan XG Service Pack 1, build {ProductVersion.FirstBuildWithHttp} or later."),
                Conversation = failure?.Conversation,
                Facts = facts,
                Evidence =
                [
                    SettingsWords.Lines(server, "the settings say HTTP", server.Settings.Adapter, server.Settings.Ase),
                    new Evidence(spoke.Name, [product.Line], Filter: null, "the product"),
                    .. failure?.Evidence ?? [],
                ],
                Remedies =
                [
                    .. SettingsWords.ServerSteps(server, Transport.Https),
                    SettingsWords.Reload(Transport.Https),
                    .. product.IsApexOne ? [] : new[] { $"If HTTP is needed for a time, first bring the server to build {ProductVersion.FirstBuildWithHttp} or later." },
                    "Where HTTPS itself fails, mend that: enable TLS 1.2 on the endpoints, exempt them from HTTPS inspection, open the port.",
                ],
                NextSteps = settings.Wire.IsThere ? [] : SettingsAlone.Captures(settings),
                Explains = failure is null ? [] : [failure.Code],
            };
        }
    }
}
