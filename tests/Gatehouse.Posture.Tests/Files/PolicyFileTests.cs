using System.Diagnostics;
using System.Text.Json;
using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Evaluation;
using Gatehouse.Posture.Files;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Posture.Verdicts;
using Gatehouse.Tests.Common;

namespace Gatehouse.Posture.Tests.Files;

public sealed class PolicyFileTests
{
    private const string Alphabet = "{}[]:-#&*!|>'\"%@`,? \n\t\\0a~";

    [Fact]
    public void Every_key_is_read()
    {
        Policy policy = Read(Sample("every-field.yaml"));

        Assert.Equal(("every-field", 3L, PostureAction.Remind, 10), (policy.Name, policy.Version, policy.Unknown, policy.ActionAfterMinutes));
        Assert.Equal([80, 443], policy.Access.RepairServers[0].Ports);
        Assert.Equal(("192.0.2.9", 9029), (policy.ReportProxy!.Address, policy.ReportProxy.Port));
        Assert.Equal([new("debian"), new("windows", "10.0", "19045.4780")], policy.OperatingSystem!.Allowed);
        Assert.Equal(new PatchLevel(PostureAction.Isolate, 7), policy.Patches!.Levels[PatchSeverity.Critical]);
        Assert.Equal(4, policy.Patches.Levels.Count);
        ProductRule antiVirus = policy.Products[CheckItem.AntiVirus];
        Assert.Equal(("1.0.7", 3, 4, "PluginForbidden"), (antiVirus.Engine!.Minimum, antiVirus.Definitions!.WithinDays, antiVirus.Failures.Count, antiVirus.Mode));
        Assert.Equal((false, SoftwareState.Installed), (policy.Software[0].Required, policy.Software[0].State));
        Assert.Equal((true, false, SoftwareState.Running), (policy.Software[1].Required, policy.Software[1].All, policy.Software[1].State));
        Assert.Equal([new("kernel.randomize_va_space", "2"), new("net.ipv4.conf.all.gone", null)], policy.Settings[CheckItem.SystemSettings].Expected);
        Assert.Equal(AddressMode.Dhcp, policy.AddressAssignment!.Mode);
        Assert.Equal(2000, policy.Traffic!.MaxConnections);
        Assert.Equal(CheckItems.OfFindings.Select(info => info.Item), policy.Findings.Keys.Order());
        Assert.Equal(CheckItems.All.Select(info => info.Item).Except(CheckItems.SeenByServer), CollectionPlan.From(policy).Items.Order());
    }

    [Fact]
    public void The_policies_that_come_along_are_valid_by_the_schema()
    {
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(Checkout.PathTo("docs/policy.schema.json")));
        foreach (string text in new[] { PolicyFile.DefaultText, Sample("every-field.yaml"), Sample("office.yaml") })
        {
            using JsonDocument json = Json(text);

            Assert.Empty(new SchemaValidator(schema.RootElement).Validate(json.RootElement));
            Read(text);
        }
    }

    [Fact]
    public void The_catalogue_that_comes_along_is_valid_by_its_schema_and_uses_every_key_of_it()
    {
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(Checkout.PathTo("docs/catalog.schema.json")));
        using JsonDocument sample = Json(Sample("patches.yaml"));

        Assert.Empty(new SchemaValidator(schema.RootElement).Validate(sample.RootElement));
        Assert.Equal(
            Properties(schema.RootElement).Distinct().Order(StringComparer.Ordinal), Keys(sample.RootElement).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_schema_describes_what_is_read_and_nothing_else()
    {
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(Checkout.PathTo("docs/policy.schema.json")));
        string[] described = [.. Properties(schema.RootElement).Distinct().Order(StringComparer.Ordinal)];
        using JsonDocument sample = Json(Sample("every-field.yaml"));
        string[] used = [.. Keys(sample.RootElement).Where(key => !key.Contains('.') && !key.Contains('\\')).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(described, used);
    }

    [Theory]
    [InlineData("checks: { firewal: remind }", 2, 11, "did you mean firewall?")]
    [InlineData("checks: { firewall: remnd }", 2, 21, "did you mean remind?")]
    [InlineData("checks: { firewall: { products: [ufw] } }", 2, 21, "action is missing")]
    [InlineData("session: { heartbeatSeconds: 1 }", 2, 30, "from 5 to 86400")]
    [InlineData("version: x", 2, 10, "must be a number")]
    [InlineData("unknown: [a]", 2, 10, "must be a single value")]
    [InlineData("checks: 5", 2, 9, "must be keys with values")]
    [InlineData("name: again", 2, 1, "a second time")]
    [InlineData("userMessage: &a x", 2, 14, "anchors and aliases")]
    [InlineData("userMessage: *a", 2, 14, "anchors and aliases")]
    [InlineData("userMessage: !t x", 2, 14, "tags")]
    [InlineData("userMessage: 'x", 2, 14, "not YAML")]
    [InlineData("---\nname: b", 2, 1, "second document")]
    [InlineData("checks: { software: [{ name: a, action: remind }] }", 2, 22, "forbidden")]
    [InlineData("access: { repairServers: [{ name: a, address: mirror.example }] }", 2, 27, "IP address")]
    [InlineData("reportProxy: { port: 1 }", 2, 14, "address and a port")]
    [InlineData("checks: { antiVirus: { action: remind, engine: { minimum: new } } }", 2, 48, "must be a version")]
    [InlineData("zzzzzzzz: 1", 2, 1, "take it out")]
    public void An_error_says_where_it_is_and_what_to_do(string line, int atLine, int atColumn, string part)
    {
        Assert.Null(PolicyFile.Read($"name: a\n{line}\n", out IReadOnlyList<PolicyFileError> errors));
        PolicyFileError error = Assert.Single(errors);

        Assert.Contains(part, error.Problem, StringComparison.Ordinal);
        Assert.Equal((atLine, atColumn), (error.Line, error.Column));
        Assert.DoesNotContain('\n', error.Problem);
    }

    [Fact]
    public void All_errors_of_a_file_are_told()
    {
        Assert.Null(PolicyFile.Read("version: 0\nunknwn: remind\nchecks:\n  firewall: x\n", out IReadOnlyList<PolicyFileError> errors));

        Assert.Equal([1, 1, 2, 4], errors.Select(error => error.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a")]
    [InlineData("a")]
    [InlineData("{[a]: b}")]
    public void What_is_no_mapping_is_refused(string text)
    {
        Assert.Null(PolicyFile.Read(text, out IReadOnlyList<PolicyFileError> errors));
        Assert.Single(errors);
    }

    [Fact]
    public void Bombs_are_refused_fast()
    {
        string[] bombs =
        [
            "name: a\nx: &a [b,b]\ny: &b [*a,*a,*a]\nz: [*b,*b,*b]",
            "name: " + new string('[', 200_000),
            "name: " + string.Concat(Enumerable.Repeat("{a: ", 50_000)),
            "name: [" + string.Concat(Enumerable.Repeat("a,", 100_000)) + "a]",
            new string('-', 200_000),
            string.Concat(Enumerable.Repeat("- ", 100_000)),
            string.Concat(Enumerable.Repeat("? ", 100_000)),
            new string('a', 300_000),
        ];
        foreach (string bomb in bombs)
        {
            long start = Stopwatch.GetTimestamp();

            Assert.Null(PolicyFile.Read(bomb, out IReadOnlyList<PolicyFileError> errors));
            Assert.NotEmpty(errors);
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public void Damaged_files_never_throw()
    {
        foreach (string damaged in Mutations.Of(Sample("every-field.yaml"), Alphabet, count: 400, seed: 5))
        {
            if (PolicyFile.Read(damaged, out IReadOnlyList<PolicyFileError> errors) is null)
            {
                Assert.All(errors, error => Assert.True(error is { Line: > 0, Column: > 0 } && errors.Count <= PolicyFileLimits.MaxErrors));
                Assert.NotEmpty(errors);
            }
        }
    }

    [Fact]
    public void Files_that_end_anywhere_never_throw()
    {
        string text = Sample("office.yaml");
        for (int length = 0; length < text.Length; length++)
        {
            Policy? policy = PolicyFile.Read(text[..length], out IReadOnlyList<PolicyFileError> errors);

            Assert.Equal(policy is null, errors.Count > 0);
        }
    }

    [Fact]
    public void A_clean_machine_satisfies_the_built_in_policy()
    {
        DateTimeOffset now = new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero);
        PostureReport clean = new()
        {
            Updates = new UpdateStatus(null, [], now),
            Products = new Dictionary<CheckItem, IReadOnlyList<Product>>
            {
                [CheckItem.AntiVirus] = [new("ClamAV", true, "1.0.7", null, "27000", DateOnly.FromDateTime(now.UtcDateTime))],
                [CheckItem.Firewall] = [new("nftables", true)],
            },
            Findings = CheckItems.OfFindings.ToDictionary(info => info.Item, IReadOnlyList<string> (_) => []),
        };
        Verdict verdict = PolicyEvaluation.Evaluate(PolicyFile.Default, clean, PatchCatalogue.Empty, new EvaluationContext(now));
        Verdict unknown = PolicyEvaluation.Evaluate(PolicyFile.Default, new PostureReport(), PatchCatalogue.Empty, new EvaluationContext(now));

        Assert.Equal(VerdictKind.Admitted, verdict.Kind);
        Assert.Empty(verdict.Reasons);
        Assert.Equal(VerdictKind.Admitted, unknown.Kind);
        Assert.NotEmpty(unknown.Reasons);
    }

    private static Policy Read(string text)
    {
        Policy? policy = PolicyFile.Read(text, out IReadOnlyList<PolicyFileError> errors);
        Assert.Empty(errors);
        return policy!;
    }

    private static string Sample(string name) => File.ReadAllText(Checkout.PathTo("samples/policies", name));

    private static JsonDocument Json(string yaml) => JsonDocument.Parse(JsonSerializer.Serialize(Value(NodeReader.Read(yaml, DocumentKind.Policy, out _)!)));

    private static object? Value(FileNode node) => node switch
    {
        ListNode list => list.Items.Select(Value).ToArray(),
        MappingNode mapping => mapping.Entries.ToDictionary(entry => entry.Key.Text, entry => Value(entry.Value)),
        ScalarNode { IsNull: true } => null,
        ScalarNode { IsPlain: true } plain when long.TryParse(plain.Text, out long number) => number,
        ScalarNode { IsPlain: true } plain when bool.TryParse(plain.Text, out bool flag) => flag,
        ScalarNode scalar => scalar.Text,
        _ => null,
    };

    private static IEnumerable<string> Properties(JsonElement schema) => schema.ValueKind switch
    {
        JsonValueKind.Object => schema.EnumerateObject().SelectMany(rule => rule is { Name: "properties", Value.ValueKind: JsonValueKind.Object }
            ? rule.Value.EnumerateObject().SelectMany(property => Properties(property.Value).Prepend(property.Name))
            : Properties(rule.Value)),
        JsonValueKind.Array => schema.EnumerateArray().SelectMany(Properties),
        _ => [],
    };

    private static IEnumerable<string> Keys(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Keys(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Keys),
        _ => [],
    };
}
