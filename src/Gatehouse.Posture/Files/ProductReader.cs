using Gatehouse.Posture.Names;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Files;

/// <summary>Reads what is required of a product.</summary>
internal static class ProductReader
{
    private static readonly (string Name, ProductFailure Failure)[] Failures =
    [
        ("notInstalled", ProductFailure.NotInstalled),
        ("notRunning", ProductFailure.NotRunning),
        ("oldEngine", ProductFailure.OldEngine),
        ("oldDefinitions", ProductFailure.OldDefinitions),
    ];

    public static ProductRule Read(ProductRule rule, MappingReader node) => rule with
    {
        Products = node.Names("products"),
        ConfigurationNames = node.Names("configurationNames"),
        Engine = Version(node, "engine"),
        Definitions = Version(node, "definitions"),
        Failures = ReadFailures(node),
        Mode = node.Text("mode"),
    };

    private static VersionRule? Version(MappingReader node, string name)
    {
        if (node.Mapping(name) is not { } mapping)
        {
            return null;
        }

        VersionRule rule = new(mapping.Text("minimum"), mapping.Number("withinDays", 0, PolicyLimits.MaxDays));
        if (rule.Minimum is { } minimum && !DottedVersion.IsComparable(minimum))
        {
            mapping.FailHere($"minimum is \"{minimum}\" and must be a version such as 1.0.7 or a date such as 2026-01-31");
        }

        mapping.Finish();
        return rule;
    }

    private static Dictionary<ProductFailure, PostureAction> ReadFailures(MappingReader node)
    {
        Dictionary<ProductFailure, PostureAction> failures = [];
        if (node.Mapping("failures") is not { } mapping)
        {
            return failures;
        }

        foreach ((string name, ProductFailure failure) in Failures)
        {
            if (mapping.Action(name) is { } action)
            {
                failures[failure] = action;
            }
        }

        mapping.Finish();
        return failures;
    }
}
