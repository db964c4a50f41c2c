using System.Globalization;

namespace Gatehouse.Cli.Commands.Storms;

/// <summary>A result for people.</summary>
internal static class StormText
{
    /// <summary>Writes it.</summary>
    public static void Write(StormResult result, TextWriter output)
    {
        Line(output, "endpoints", $"{result.Endpoints}, enrolled at {result.EnrolmentsPerSecond:F0}/s, signed in at {result.SignInsPerSecond:F0}/s ({result.SignInRetries} tries again)");
        if (result is { FullSignInsPerSecond: { } full, ResumedSignInsPerSecond: { } resumed })
        {
            Line(output, "sign-ins", $"{full:F0}/s with full handshakes, {resumed:F0}/s resumed");
        }

        Line(output, "checks", $"{result.Checks} at {result.ChecksPerSecond:F0}/s; half within {result.P50Ms:F1} ms, 95 % within {result.P95Ms:F1}, 99 % within {result.P99Ms:F1}, all within {result.MaxMs:F1}");
        if (result.Heartbeats > 0)
        {
            Line(output, "heartbeats", $"{result.Heartbeats} at {result.HeartbeatsPerSecond:F0}/s; 99 % within {result.HeartbeatP99Ms:F1} ms");
        }

        Line(output, "network", $"{result.DatagramsSent} datagrams sent, {result.DatagramsReceived} received, {result.DatagramsDropped} lost on purpose; {result.Retransmissions} messages sent again, {result.ComeBacks} asked to come back");
        if (result.HostileSent > 0)
        {
            Line(output, "hostile", $"{result.HostileSent} datagrams of {result.HostileOctets} octets; the server answered {result.HostileAnsweredOctets} octets");
        }

        if (result.ServerPeakMb > 0)
        {
            Line(output, "server", $"{result.ServerPeakMb:F0} MB at most, {result.ServerMb:F0} MB at the end; {result.ServerMicrosecondsPerCheck:F0} µs of processor time for each check");
        }

        Line(output, "verdict", result.Ok ? "nothing lost, nothing wrong" : $"{result.Lost} LOST, {result.Wrong} WRONG");
    }

    private static void Line(TextWriter output, string subject, FormattableString text) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{subject,-11}{text.ToString(CultureInfo.InvariantCulture)}"));

    private static void Line(TextWriter output, string subject, string text) => Line(output, subject, (FormattableString)$"{text}");
}
