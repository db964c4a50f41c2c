using System.Runtime.CompilerServices;
using System.Text;
using Gatehouse.Contracts.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Protocol.Segments;
using Gatehouse.Server.Administration.Policies;

namespace Gatehouse.Server.Checks;

/// <summary>The policies that hold now, ready to be sent.</summary>
internal sealed class PoliciesInForce(PolicyCatalog catalog)
{
    private static readonly CheckEnvelope Envelope = new() { ServerVersion = $"Gatehouse {typeof(PoliciesInForce).Assembly.GetName().Version!.ToString(fieldCount: 3)}" };

    // Forgotten with the policy.
    private readonly ConditionalWeakTable<Policy, PolicyInForce> _written = [];

    /// <summary>The policy of an endpoint; null while none is active, when nobody can be judged.</summary>
    public PolicyInForce? For(Guid endpointId) => catalog.Current.For(endpointId) is { } policy ? _written.GetValue(policy, Write) : null;

    private static PolicyInForce Write(Policy policy)
    {
        string document = PolicyDocuments.Write(policy, Envelope).CanonicalXml();
        return new PolicyInForce(policy, document, MessageBody.Encode(Encoding.UTF8.GetBytes(document)));
    }
}
