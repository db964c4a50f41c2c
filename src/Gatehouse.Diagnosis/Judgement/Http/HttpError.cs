using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Http;

/// <summary>
/// The channel works and the server's last word is an error. A 401 that is followed by success is how signing in begins,
/// and a server error that passed is worth a warning only.
/// </summary>
internal sealed class HttpError : ITcpRule
{
    private const int Unauthorized = 401;
    private const int Forbidden = 403;
    private const int ServerErrors = 500;

    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        if (conversation.Http is not { ErrorStatus: Unauthorized or Forbidden or >= ServerErrors } http || http.IsConnect)
        {
            yield break;
        }

        bool succeedsLater = context.Server(conversation.Server) is { } profile && profile.LastHttpSuccessFrame > http.ErrorFrame;
        if (succeedsLater && http.ErrorStatus == Unauthorized)
        {
            yield break;
        }

        string reason = string.IsNullOrEmpty(http.Reason) ? string.Empty : $" {http.Reason}";
        Dictionary<string, object> facts = new() { ["status"] = http.ErrorStatus, ["succeededLater"] = succeedsLater };
        Add(facts, "method", http.Method);
        Add(facts, "target", http.Target);
        Add(facts, "host", http.Host);
        Add(facts, "server", http.ServerSoftware);
        yield return new Finding
        {
            Code = FindingCodes.HttpError,
            Severity = succeedsLater && http.ErrorStatus >= ServerErrors ? Severity.Warning : Severity.Fault,
            Confidence = Confidence.Certain,
            Title = $"The server answers with HTTP status {http.ErrorStatus}{reason}",
            Explanation = $"Network and transport work: the request arrived and the server answered {http.ErrorStatus}{reason} in frame {http.ErrorFrame}. {Meaning(http.ErrorStatus)}"
                + (succeedsLater ? " Later requests to the same server succeeded." : string.Empty),
            Conversation = conversation.Name(),
            Facts = facts,
            Evidence = [TcpEvidence.Of(context, conversation, "the request and the error", http.RequestFrame, http.ErrorFrame)],
            Remedies = Remedies(http.ErrorStatus),
            NextSteps = [$"Read the web server's access and error logs at {(http.RequestTime.IsKnown ? http.RequestTime.ToString() : "that time")}."],
        };
    }

    private static void Add(Dictionary<string, object> facts, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            facts[name] = value;
        }
    }

    private static string Meaning(int status) => status switch
    {
        Unauthorized => "It wants to know who asks, and the client did not say so or was not believed.",
        Forbidden => "It knows the request and does not allow it: a rule on addresses, a missing registration, or a filter in front of the server.",
        502 or 504 => "That status comes from a gateway or load balancer that could not get an answer from the server behind it.",
        503 => "The service is stopped, starting or overloaded; a load balancer says so too when no server behind it is healthy.",
        _ => "The program behind the web server failed.",
    };

    private static IReadOnlyList<string> Remedies(int status) => status switch
    {
        Unauthorized => ["Check the credentials or the registration of the endpoint."],
        Forbidden => ["Check the server's address restrictions and the endpoint's registration; look for a web filter that answers in the server's place."],
        503 => ["Check that the service (on Windows: its application pool) runs and is not overloaded.", "Check the health checks of the load balancer."],
        _ => ["Look into the log of the service for the error at that time."],
    };
}
