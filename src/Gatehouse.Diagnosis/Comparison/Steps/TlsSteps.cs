using Gatehouse.Capture;
using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Comparison.Steps;

/// <summary>What was offered and chosen in the TLS handshake, and how it went.</summary>
internal static class TlsSteps
{
    /// <summary>Writes the steps down.</summary>
    public static void Add(StepSheet sheet, ObservedExchange exchange)
    {
        if (exchange.Tls is not { } tls)
        {
            return;
        }

        if (tls.ClientHello is { } hello)
        {
            AddHello(sheet, hello, tls.ClientHelloFrame);
        }

        if (tls.ServerHello is { } chosen)
        {
            sheet.Add(StepCodes.TlsVersion, StepValue.Of(Wire.Tls.TlsVersions.Name(chosen.Version), tls.ServerHelloFrame));
            sheet.Add(StepCodes.TlsSuite, chosen.CipherSuite == 0 ? null : StepValue.Of(CipherSuiteNames.Of(chosen.CipherSuite), tls.ServerHelloFrame));
            if (tls.ClientHelloTime.IsKnown && tls.ServerHelloTime.IsKnown)
            {
                sheet.Add(StepCodes.TlsTime, StepValue.Duration(Timestamp.Seconds(tls.ClientHelloTime, tls.ServerHelloTime)));
            }
        }

        sheet.Add(StepCodes.TlsAnswer, Answer(tls, exchange.Tcp));
        TlsAlertSeen[] alerts = [.. tls.Alerts.Where(alert => alert.Alert.IsFatal)];
        if (alerts.Length > 0)
        {
            sheet.Add(StepCodes.TlsAlert, StepValue.Of(
                string.Join("; ", alerts.Select(Describe).Distinct(StringComparer.Ordinal)), [.. alerts.Select(alert => alert.Frame)]));
        }

        TlsOutcome outcome = exchange.Tcp?.TlsOutcome() ?? exchange.Udp?.DtlsOutcome ?? Observation.Tls.TlsOutcome.Incomplete;
        sheet.Add(StepCodes.TlsOutcome, StepValue.Of(outcome switch
        {
            Observation.Tls.TlsOutcome.Established => "completed",
            Observation.Tls.TlsOutcome.Refused => "refused",
            Observation.Tls.TlsOutcome.Aborted => "broken off",
            _ => "not shown to its end",
        }));
    }

    private static void AddHello(StepSheet sheet, ClientHello hello, long frame)
    {
        ushort[] versions = [.. hello.Versions.OrderByDescending(Wire.Tls.TlsVersions.Rank)];
        sheet.Add(StepCodes.TlsVersions, versions.Length == 0
            ? null
            : StepValue.Of(string.Join(", ", versions.Select(Wire.Tls.TlsVersions.Name)), frame));
        sheet.Add(StepCodes.TlsSuites, hello.CipherSuites.Length == 0
            ? hello.CipherSuiteCount == 0 ? null : new StepValue($"{hello.CipherSuiteCount} suites, not listed", null) { Frames = [frame] }
            : StepValue.List("suites", [.. hello.CipherSuites.Where(suite => !Grease.IsGrease(suite)).Select(CipherSuiteNames.Of)], frame));
        sheet.Add(StepCodes.TlsExtensions, StepValue.List(
            "extensions", [.. hello.Extensions.Where(type => !Grease.IsGrease(type)).Select(ExtensionNames.Of)], frame));
        sheet.Add(StepCodes.TlsServerName, StepValue.Of(hello.ServerName ?? "none", frame));
        sheet.Add(StepCodes.TlsAlpn, StepValue.Of(hello.Alpn.Length == 0 ? "none" : string.Join(", ", hello.Alpn), frame));
    }

    private static StepValue? Answer(TlsConversation tls, TcpConversation? tcp)
    {
        if (tls.ServerHello is not null)
        {
            return new StepValue("ServerHello", "hello") { Frames = [tls.ServerHelloFrame] };
        }

        if (tls.ClientHello is null)
        {
            return null;
        }

        TlsAlertSeen? alert = tls.Alerts.FirstOrDefault(seen => seen.From == Side.Server);
        return alert is not null ? new StepValue($"alert {alert.Alert.Name}", alert.Alert.Name) { Frames = [alert.Frame] }
            : tcp?.FromServer.Reset is { } reset
                ? new StepValue($"RST{(reset.Ttl == 0 ? string.Empty : $", TTL {reset.Ttl}")}", "rst") { Frames = [reset.Frame] }
            : tcp is { FromServer.FinFrame: > 0 } closed ? new StepValue("FIN", "fin") { Frames = [closed.FromServer.FinFrame] }
            : new StepValue("none", "none");
    }

    private static string Describe(TlsAlertSeen alert) => $"{alert.Alert.Name} from the {(alert.From == Side.Client ? "client" : "server")}";
}
