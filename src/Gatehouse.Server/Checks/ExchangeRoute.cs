using System.Net;
using System.Text;
using Gatehouse.Contracts.Agents;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Server.Checks;

/// <summary>The security check over HTTPS, for endpoints to which UDP does not pass; the same verdicts, stored in the same way.</summary>
internal sealed class ExchangeRoute(Judging judging, PoliciesInForce policies, PresenceTable presence, PresenceKeeper endpoints, TimeProvider clock)
{
    private const int ComeBackSeconds = 2;

    /// <summary>Answers one message of an endpoint that TLS has proven.</summary>
    /// <returns>The answer; null for a message that a client does not send.</returns>
    public async Task<CheckExchange?> AnswerAsync(Guid endpointId, CheckExchange message, IPAddress from, CancellationToken cancellation)
    {
        if ((CheckMessage)message.Type == CheckMessage.Goodbye)
        {
            await endpoints.LeaveAsync(endpointId, cancellation);
            return message with { Type = (int)CheckMessage.Acknowledgement, Body = string.Empty };
        }

        if (policies.For(endpointId) is not { } policy)
        {
            return ComeBack(message);
        }

        presence.Heard(endpointId, sessionId: null, from, policy.Policy, clock.GetUtcNow());
        switch ((CheckMessage)message.Type)
        {
            case CheckMessage.Request:
                return message with { Type = (int)CheckMessage.Policy, Body = policy.Document };
            case CheckMessage.Heartbeat:
                return AnswerHeartbeat(endpointId, message, policy);
            case CheckMessage.Report:
                return await JudgeAsync(endpointId, message, from, cancellation);
            default:
                return null;
        }
    }

    // What a datagram would tell the endpoint travels with the answer.
    private CheckExchange AnswerHeartbeat(Guid endpointId, CheckExchange message, PolicyInForce policy)
    {
        if (presence.TakeNote(endpointId) is { } note)
        {
            return message with { Type = (int)note.Message, Body = note.Text };
        }

        CheckMessage type = presence.TakePolicyChange(endpointId, policy.Policy) ? CheckMessage.Recheck : CheckMessage.HeartbeatAnswer;
        return message with { Type = (int)type, Body = string.Empty };
    }

    private async Task<CheckExchange> JudgeAsync(Guid endpointId, CheckExchange message, IPAddress from, CancellationToken cancellation)
    {
        try
        {
            Judged judged = await judging.JudgeAsync(endpointId, message.ExchangeId, Encoding.UTF8.GetBytes(message.Body), from, cancellation);
            return message with { Type = (int)CheckMessage.Verdict, Body = Encoding.UTF8.GetString(judged.Document) };
        }
        catch (CheckUnavailableException)
        {
            return ComeBack(message);
        }
    }

    private static CheckExchange ComeBack(CheckExchange message) =>
        message with { Type = (int)CheckMessage.ComeBack, Body = string.Empty, RetryAfterSeconds = ComeBackSeconds };
}
