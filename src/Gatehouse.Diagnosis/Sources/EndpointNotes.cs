using Gatehouse.Diagnosis.Judgement;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Says when the endpoint asked for is not in a source.</summary>
internal static class EndpointNotes
{
    /// <summary>A remark when frames were read and no conversation is the endpoint's; a user name is not in frames and is looked for in the logs.</summary>
    public static IEnumerable<string> Of(DiagnosisOptions options, long conversations, long frames)
    {
        if (options.Endpoint is { } endpoint && conversations == 0 && frames > 0 && !new EndpointFilter(endpoint).IsUser)
        {
            yield return Nothing(endpoint);
        }
    }

    /// <summary>The remark.</summary>
    public static string Nothing(string endpoint) => $"nothing of the endpoint {endpoint} is in it";
}
