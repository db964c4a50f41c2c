using Gatehouse.Agent.Running;
using Gatehouse.Cli.Administration;
using Gatehouse.Diagnosis.Reports;

namespace Gatehouse.Cli.Commands.Agents;

/// <summary>The status as a user reads it.</summary>
internal static class AgentStatusText
{
    /// <summary>Writes it.</summary>
    public static void Write(AgentStatus status, bool isRunning, TextWriter output, int width)
    {
        output.WriteLine($"{Headline(status.State)} (since {Times.Exact(status.Since)})");
        if (!isRunning && status.State != "stopped")
        {
            output.WriteLine("  The agent is not running now; this is what it knew last. Start it with `gatehouse agent run` or the service.");
        }

        foreach (StatusReason reason in status.Reasons)
        {
            string now = reason.Action == "monitor" ? "noted only" : reason.Action;
            output.WriteLine();
            output.WriteLine(reason.Deadline is { } due ? $"  {now}, {reason.Later} from {Times.Exact(due)} on" : $"  {now}");
            Paragraph(output, "    ", $"{reason.Item}: {reason.What}", width);
            Paragraph(output, "    do: ", reason.Remedy, width);
        }

        if (status.Trouble is { } trouble)
        {
            output.WriteLine();
            Paragraph(output, "  trouble: ", $"{trouble.What} [{trouble.Code}]", width);
            Paragraph(output, "    do: ", trouble.Remedy, width);
        }

        output.WriteLine();
        Line(output, "still reachable", string.Join(", ", status.Reachable));
        Line(output, "signed in", status.User);
        Line(output, "message", status.Message);
        Line(output, "last verdict", status.LastVerdict is { } verdict ? $"{Times.Exact(verdict)} over {status.Channel}, policy version {status.PolicyVersion}" : null);
        Line(output, "last heartbeat", status.LastHeartbeat is { } beat ? Times.Exact(beat) : null);
        Line(output, "next try", status.NextTry is { } next ? Times.Exact(next) : null);
        Line(output, "server", $"{status.Server}, which knows this endpoint as {status.EndpointId}");
        foreach (string gap in status.NotDetermined)
        {
            Line(output, "not determined", gap);
        }
    }

    /// <summary>The verdict alone, one line.</summary>
    public static string Headline(string state) => state switch
    {
        "admitted" => "admitted: this endpoint may use the network",
        "reminded" => "admitted, with something to mend",
        "isolated" => "isolated: only the repair servers can be reached",
        "offline" => "offline: this endpoint may not use the network",
        "held" => "the server does not let this endpoint in",
        "revoked" => "revoked: this endpoint's identity was taken away, it may not use the network",
        "unreachable" => "the server cannot be reached",
        "starting" => "starting: no verdict yet",
        "stopped" => "stopped: the agent does not run",
        _ => state,
    };

    private static void Line(TextWriter output, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            output.WriteLine($"  {name,-16} {SafeText.Escape(value)}");
        }
    }

    // The second line of a paragraph begins below the first one's text.
    private static void Paragraph(TextWriter output, string head, string text, int width)
    {
        string indent = new(' ', head.Length);
        string line = head;
        foreach (string word in SafeText.Escape(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + word.Length + 1 > width && line.Trim().Length > 0 && line != head)
            {
                output.WriteLine(line.TrimEnd());
                line = indent;
            }

            line += word + " ";
        }

        output.WriteLine(line.TrimEnd());
    }
}
