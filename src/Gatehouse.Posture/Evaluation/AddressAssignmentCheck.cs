using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Evaluation;

/// <summary>The address is assigned in the way required.</summary>
internal static class AddressAssignmentCheck
{
    public static Judgement Check(AddressAssignmentRule rule, AddressMode? found)
    {
        if (rule.Mode == AddressMode.Unlimited || (found is { } mode && mode == rule.Mode))
        {
            return Judgement.Pass(CheckItem.AddressAssignment, rule);
        }

        string required = Text(rule.Mode);
        return new Judgement(CheckItem.AddressAssignment, "addressAssignment", CheckOutcome.Failed, rule)
        {
            Outcome = found is null or AddressMode.Unlimited ? CheckOutcome.Unknown : CheckOutcome.Failed,
            Action = rule.Action,
            Found = found is AddressMode.Dhcp or AddressMode.Static ? Text(found.Value) : string.Empty,
            Required = required,
            Remedy = rule.Mode == AddressMode.Dhcp ? "Set the network card to get its address by DHCP." : "Set the address the administrator gave you.",
        };
    }

    private static string Text(AddressMode mode) => mode == AddressMode.Dhcp ? "an address by DHCP" : "an address set by hand";
}
