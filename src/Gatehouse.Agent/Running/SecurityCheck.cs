using System.Globalization;
using System.Text;
using Gatehouse.Agent.Channels;
using Gatehouse.Agent.Identity;
using Gatehouse.Agent.Logging;
using Gatehouse.Contracts.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Posture.Verdicts;
using Gatehouse.Wire.Ead;
using Gatehouse.Wire.Ead.Sealed;
using FindingCodes = Gatehouse.Diagnosis.Findings.FindingCodes;

namespace Gatehouse.Agent.Running;

/// <summary>One security check after the other: packets 1 and 2, a look at the machine, packets 3 and 4.</summary>
/// <param name="collect">Looks at the machine.</param>
/// <param name="log">The agent's log.</param>
/// <param name="user">Who is signed in; null for nobody.</param>
/// <param name="agentVersion">Version of this program.</param>
/// <param name="clock">Measures a look.</param>
internal sealed class SecurityCheck(Func<CollectionPlan, CancellationToken, Task<PostureReport>> collect, AgentLog log, Func<SignedInUser?> user, string agentVersion, TimeProvider clock)
{
    private const string Module = "Check";

    private Policy? _policy;
    private PostureReport? _lastReport;
    private string? _lastDocument;

    /// <summary>The policy of the last check; null before one.</summary>
    public Policy? Policy => _policy;

    /// <summary>What could not be determined at the last look.</summary>
    public IReadOnlyList<NotDetermined> NotDetermined => _lastReport?.NotDetermined ?? [];

    /// <summary>Who is signed in, as the last check told the server; null for nobody.</summary>
    public SignedInUser? User { get; private set; }

    /// <summary>Hears each step.</summary>
    public Action<CheckStep>? Observer { get; set; }

    /// <summary>Runs a check.</summary>
    /// <param name="channel">The way it travels.</param>
    /// <param name="kind">How much to look at.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The verdict, or why there is none.</returns>
    public async Task<ChannelResult<Verdict>> RunAsync(ICheckChannel channel, CheckKind kind, CancellationToken cancellation)
    {
        Guid exchange = Guid.NewGuid();
        CheckEnvelope envelope = new() { EventSequenceId = exchange.ToString("N", CultureInfo.InvariantCulture)[..8] };
        User = user();
        EadDocument request = new CheckRequest(User?.Name, _lastReport?.HardwareAddress, envelope.EventSequenceId, _policy?.Version, agentVersion).Write();
        ChannelResult<EadDocument> policy = await SendAsync(channel, exchange, CheckMessage.Request, request, cancellation);
        if (!policy.Succeeded)
        {
            return new(null, policy.Failure);
        }

        _policy = PolicyDocuments.Read(policy.Value);
        PostureReport report = await LookAsync(_policy, kind, cancellation) with { UserName = User?.Name };
        EadDocument document = ReportDocuments.Write(report, envelope, _policy);
        ChannelResult<EadDocument> answer = await SendAsync(channel, exchange, CheckMessage.Report, document, cancellation);
        if (!answer.Succeeded)
        {
            return new(null, answer.Failure);
        }

        if (VerdictDocuments.Read(answer.Value) is not { } verdict)
        {
            return new(null, new ChannelFailure(FindingCodes.HttpError, "the server's answer is no verdict", "check that agent and server are of the same release"));
        }

        _lastReport = report;
        _lastDocument = Comparable(report);
        log.Info(Module, $"verdict {verdict.Kind.ToString().ToLowerInvariant()}, policy {verdict.PolicyName} version {verdict.PolicyVersion}, {verdict.Reasons.Count} reasons");
        return new(verdict, null);
    }

    /// <summary>Looks again at what changes while online.</summary>
    /// <returns>Whether anything is other than it was reported, so that a check is due.</returns>
    public async Task<bool> HasChangedAsync(CancellationToken cancellation) =>
        _policy is { } policy && _lastReport is not null && Comparable(await LookAsync(policy, CheckKind.Online, cancellation) with { UserName = user()?.Name }) != _lastDocument;

    private static string Comparable(PostureReport report) => ReportDocuments.Write(report, new CheckEnvelope(), policy: null).CanonicalXml();

    private async Task<PostureReport> LookAsync(Policy policy, CheckKind kind, CancellationToken cancellation)
    {
        CollectionPlan plan = CollectionPlan.From(policy);
        if (kind == CheckKind.Online && _lastReport is { } last)
        {
            CollectionPlan online = plan.Online();
            return last.Renew(await collect(online, cancellation), online.Items);
        }

        long start = clock.GetTimestamp();
        PostureReport report = await collect(plan, cancellation);
        string took = clock.GetElapsedTime(start).TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        Tell("posture", $"{plan.Items.Count} items checked on this machine in {took} s, {report.NotDetermined.Count} of them not determined");
        return report;
    }

    private async Task<ChannelResult<EadDocument>> SendAsync(
        ICheckChannel channel, Guid exchange, CheckMessage message, EadDocument document, CancellationToken cancellation)
    {
        string body = document.CanonicalXml();
        int number = (int)message;
        string name = message == CheckMessage.Request ? "request" : "report";
        Tell($"packet {number}", $"{name} sent over {channel.Name}: {Size(document, body)}");
        ChannelResult<string> answer = await channel.SendAsync(exchange, message, body, cancellation);
        if (!answer.Succeeded)
        {
            log.Warn(Module, $"packet {number} was not answered over {channel.Name}: [{answer.Failure.Code}] {answer.Failure}");
            return new(null, answer.Failure);
        }

        EadDocument.Read(answer.Value, out EadDocument received, out _);
        Tell($"packet {number + 1}", $"{(message == CheckMessage.Request ? "policy" : "verdict")} received: {Size(received, answer.Value)}");
        return new(received, null);
    }

    private static string Size(EadDocument document, string body) => $"{Encoding.UTF8.GetByteCount(body)} octets of XML, {document.DeflatedSize()} compressed";

    private void Tell(string subject, string text)
    {
        log.Info(Module, $"{subject}: {text}");
        Observer?.Invoke(new CheckStep(subject, text));
    }
}
