using Gatehouse.Wire.Ead;

namespace Gatehouse.Contracts.Checks;

/// <summary>Packet 1: an endpoint asks for its policy. Absent values are null.</summary>
/// <param name="UserName">Who signed in.</param>
/// <param name="HardwareAddress">Hardware address of the network card in use.</param>
/// <param name="EventSequenceId">The same in all packets of this check.</param>
/// <param name="HeldPolicyVersion">Version of the policy the endpoint holds already; null for none.</param>
/// <param name="AgentVersion">Version of the agent.</param>
public sealed record CheckRequest(
    string? UserName, string? HardwareAddress, string? EventSequenceId, long? HeldPolicyVersion = null, string? AgentVersion = null)
{
    private const string AgentVersionName = "agentVersion";
    private const string HeldPolicyName = "heldPolicyVersion";

    /// <summary>Reads packet 1.</summary>
    public static CheckRequest Read(EadDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new CheckRequest(
            document.Value("userName"),
            document.Value("hwAddr"),
            document.Value("eventSeqID"),
            long.TryParse(document.Value(HeldPolicyName), out long version) ? version : null,
            document.Value(AgentVersionName));
    }

    /// <summary>Writes packet 1.</summary>
    public EadDocument Write()
    {
        DocumentWriter document = new();
        document.Add("userName", UserName ?? string.Empty);
        document.Add("hwAddr", HardwareAddress ?? string.Empty);
        document.Add("eventSeqID", EventSequenceId);
        document.Add(HeldPolicyName, HeldPolicyVersion);
        document.Add(AgentVersionName, AgentVersion);
        return document.Document();
    }
}
