using System.Net;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Endpoints;
using Gatehouse.Contracts.Administration.Policies;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Reports;
using Gatehouse.Server.Administration.Policies;
using Gatehouse.Server.Checks;
using Gatehouse.Server.Storage;
using Gatehouse.Server.Tests.Storage;
using Gatehouse.Tests.Common;

namespace Gatehouse.Server.Tests.Administration;

public sealed class PolicyTests
{
    private const string NoGuests = "name: default\nchecks:\n  guestAccount: isolate\n";

    [Theory, OnEveryDatabase]
    public async Task A_dry_run_after_a_hundred_reports_says_who_would_change_and_why_and_changes_nothing(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        await UploadAsync(server, "name: default\nchecks:\n  guestAccount: monitor\n", activate: true);
        for (int i = 0; i < 100; i++)
        {
            await server.EndpointAsync($"pc-{i:d3}", report: AdministrationServer.Report(guest: i % 10 == 3));
        }

        await server.EndpointAsync("silent");
        Policy? before = server.Test.Get<PolicyCatalog>().Current.Active["default"].Version is var version ? new Policy(version) : null;

        PolicyTrialResult trial = await AdministrationServer.ReadAsync(
            await AdministrationServer.PostAsync(server.Operator, AdministrationRoutes.PolicyTrial("default"), new PolicyTrial(NoGuests), AdministrationJson.Default.PolicyTrial),
            AdministrationJson.Default.PolicyTrialResult);

        Assert.Equal((101, 1, 90, 10, 0), (trial.Endpoints, trial.WithoutReport, trial.Unchanged, trial.Stricter, trial.Milder));
        Assert.Equal(100, trial.Now["admitted"]);
        Assert.Equal(10, trial.Then["isolated"]);
        Assert.Equal(10, Assert.Single(trial.Why).Value);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"pc-{(i * 10) + 3:d3}"), trial.Changes.Select(change => change.HostName));
        Assert.All(trial.Changes, change =>
        {
            Assert.Equal(("admitted", "isolated"), (change.From, change.To));
            VerdictReason reason = Assert.Single(change.Reasons);
            Assert.Equal("isolate", reason.Action);
            Assert.Contains("guest", reason.Found, StringComparison.OrdinalIgnoreCase);
            Assert.NotEmpty(reason.Remedy);
        });
        ChangeGroup group = Assert.Single(trial.Groups);
        Assert.Equal(("admitted", "isolated", 10), (group.From, group.To, group.Endpoints));
        Assert.Equal(5, group.Examples.Count);
        Assert.Equal(trial.Why.Keys, group.Why);
        Assert.Equal(before, new Policy(server.Test.Get<PolicyCatalog>().Current.Active["default"].Version));

        await UploadAsync(server, NoGuests, activate: true);
        PolicyTrialResult back = await AdministrationServer.ReadAsync(
            await AdministrationServer.PostAsync(
                server.Operator, AdministrationRoutes.PolicyTrial("default"), new PolicyTrial("name: milder\n"), AdministrationJson.Default.PolicyTrial),
            AdministrationJson.Default.PolicyTrialResult);
        Assert.Equal((0, 10), (back.Stricter, back.Milder));
        Assert.All(back.Changes, change => Assert.Single(change.Reasons));
    }

    [Theory, OnEveryDatabase]
    public async Task A_dry_run_counts_time_from_when_a_reason_was_first_seen_under_the_older_policy(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        await UploadAsync(server, "name: default\nchecks:\n  guestAccount: monitor\n", activate: true);
        Guid id = await server.EndpointAsync("pc-1", report: AdministrationServer.Report(guest: true));
        DateTimeOffset seen = server.Test.Clock.GetUtcNow();
        string reason = (await TryAsync(server, After(30))).LaterGroups.Single().Why.Single();
        await server.Test.Get<GroupCommit>().WriteAsync(
            scope => scope.ExecuteAsync(
                "UPDATE endpoints SET reasons_first_seen = @reasons WHERE id = @id",
                new { id, reasons = ReasonStore.Write(new Dictionary<string, DateTimeOffset> { [reason] = seen }) }),
            TestContext.Current.CancellationToken);
        server.Test.Clock.Advance(TimeSpan.FromMinutes(5));

        PolicyTrialResult due = await TryAsync(server, After(2));
        Assert.Equal((1, 1, 0), (due.Stricter, due.Then["isolated"], due.StricterLater));

        PolicyTrialResult later = await TryAsync(server, After(30));
        Assert.Equal((1, 1, 0), (later.StricterLater, later.Then["reminded"], later.Then["isolated"]));
        LaterChange change = Assert.Single(later.Later);
        Assert.Equal((id, "pc-1", "reminded", "isolated"), (change.EndpointId, change.HostName, change.From, change.To));
        Assert.Equal(seen.AddMinutes(30), change.At, TimeSpan.FromMilliseconds(1));
        LaterGroup group = Assert.Single(later.LaterGroups);
        Assert.Equal((1, change.At, change.At), (group.Endpoints, group.FirstAt, group.LastAt));
        Assert.Equal("isolate", Assert.Single(change.Reasons).Action);

        static string After(int minutes) => $"name: default\nchecks:\n  guestAccount: {{ action: isolate, actionAfterMinutes: {minutes} }}\n";
    }

    [Fact]
    public async Task A_dry_run_says_when_the_sample_for_offices_isolates_who_has_no_anti_virus()
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync();
        await server.EndpointAsync("pc-1", report: new PostureReport
        {
            Products = new Dictionary<CheckItem, IReadOnlyList<Product>> { [CheckItem.AntiVirus] = [] },
        });
        string office = await File.ReadAllTextAsync(Checkout.PathTo("samples/policies/office.yaml"), TestContext.Current.CancellationToken);

        PolicyTrialResult trial = await TryAsync(server, office.Replace("name: office", "name: default", StringComparison.Ordinal));

        Assert.Equal((0, 1), (trial.Then["isolated"], trial.StricterLater));
        LaterChange change = Assert.Single(trial.Later);
        Assert.Equal(server.Test.Clock.GetUtcNow().AddMinutes(30), change.At, TimeSpan.FromSeconds(1));
        Assert.StartsWith("antiVirus", Assert.Single(change.Reasons).Key, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Endpoints_that_are_held_are_not_counted_among_those_a_policy_is_active_for(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        await server.EndpointAsync("pc-1");
        await server.EndpointAsync("pc-2", EndpointState.Held);
        await server.EndpointAsync("pc-3", EndpointState.Revoked);

        PolicySummary policy = await AdministrationServer.ReadAsync(
            await server.Viewer.GetAsync(AdministrationRoutes.Policy("default"), TestContext.Current.CancellationToken), AdministrationJson.Default.PolicySummary);

        Assert.Equal(1, policy.Endpoints);
    }

    [Theory, OnEveryDatabase]
    public async Task A_version_holds_from_its_activation_and_an_older_one_rolls_back(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        PolicyCatalog catalog = server.Test.Get<PolicyCatalog>();
        Guid endpoint = Guid.NewGuid();
        long first = catalog.Current.For(endpoint)!.Version;

        PolicyVersion stored = await UploadAsync(server, NoGuests, activate: false);
        Assert.False(stored.Active);
        Assert.Equal(first, catalog.Current.For(endpoint)!.Version);

        await ActivateAsync(server, "default", stored.Version);
        Assert.Equal(stored.Version, catalog.Current.For(endpoint)!.Version);
        await ActivateAsync(server, "default", first);
        Assert.Equal(first, catalog.Current.For(endpoint)!.Version);
    }

    [Theory, OnEveryDatabase]
    public async Task The_same_file_twice_makes_one_version(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        PolicyVersion first = await UploadAsync(server, NoGuests, activate: false);
        PolicyVersion second = await UploadAsync(server, NoGuests, activate: false);

        Assert.Equal(first.Version, second.Version);
    }

    [Theory, OnEveryDatabase]
    public async Task An_endpoint_that_is_moved_is_under_the_other_policy_at_once_and_after_a_restart(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        Guid id = await server.EndpointAsync("pc-1");
        HttpResponseMessage upload = await AdministrationServer.PostAsync(
            server.Administrator, AdministrationRoutes.PolicyVersions("pilot"), new PolicyUpload("name: pilot\n"), AdministrationJson.Default.PolicyUpload);
        PolicyVersion version = await AdministrationServer.ReadAsync(upload, AdministrationJson.Default.PolicyVersion);

        await Problems.ExpectAsync(await MoveAsync(server, id, "pilot"), HttpStatusCode.Conflict, "conflict");
        await Problems.ExpectAsync(await MoveAsync(server, id, "none"), HttpStatusCode.Conflict, "conflict");
        await ActivateAsync(server, "pilot", version.Version);
        EndpointDetail moved = await AdministrationServer.ReadAsync(await MoveAsync(server, id, "pilot"), AdministrationJson.Default.EndpointDetail);
        Assert.Equal(("pilot", version.Version), (moved.Policy, moved.PolicyVersion));
        Assert.Equal("pilot", server.Test.Get<PolicyCatalog>().Current.For(id)!.Name);

        await server.Test.Server.StopAsync(CancellationToken.None);
        await server.Test.StartAgainAsync();
        Assert.Equal("pilot", server.Test.Get<PolicyCatalog>().Current.For(id)!.Name);
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_wrong_with_a_policy_is_told_by_line(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        HttpResponseMessage response = await AdministrationServer.PostAsync(
            server.Administrator, AdministrationRoutes.PolicyVersions("default"), new PolicyUpload("name: default\nunknwon: monitor\n"), AdministrationJson.Default.PolicyUpload);

        string detail = await Problems.ExpectAsync(response, HttpStatusCode.UnprocessableEntity, "invalid-policy");
        Assert.Contains("line 2", detail, StringComparison.Ordinal);
        await Problems.ExpectAsync(
            await AdministrationServer.PostAsync(
                server.Administrator, AdministrationRoutes.PolicyVersions("other"), new PolicyUpload(NoGuests), AdministrationJson.Default.PolicyUpload),
            HttpStatusCode.UnprocessableEntity,
            "invalid-policy");
        await Problems.ExpectAsync(
            await AdministrationServer.PostAsync(
                server.Administrator, AdministrationRoutes.PolicyVersions("Not a name"), new PolicyUpload(NoGuests), AdministrationJson.Default.PolicyUpload),
            HttpStatusCode.BadRequest,
            "invalid-request");
    }

    private static async Task<PolicyTrialResult> TryAsync(AdministrationServer server, string yaml) => await AdministrationServer.ReadAsync(
        await AdministrationServer.PostAsync(
            server.Operator, AdministrationRoutes.PolicyTrial("default"), new PolicyTrial(yaml), AdministrationJson.Default.PolicyTrial),
        AdministrationJson.Default.PolicyTrialResult);

    private static async Task<PolicyVersion> UploadAsync(AdministrationServer server, string yaml, bool activate) => await AdministrationServer.ReadAsync(
        await AdministrationServer.PostAsync(
            server.Administrator, AdministrationRoutes.PolicyVersions("default"), new PolicyUpload(yaml, Activate: activate), AdministrationJson.Default.PolicyUpload),
        AdministrationJson.Default.PolicyVersion);

    private static async Task ActivateAsync(AdministrationServer server, string policy, long version) => (await AdministrationServer.PutAsync(
        server.Administrator, AdministrationRoutes.ActivePolicy(policy), new PolicyActivation(version), AdministrationJson.Default.PolicyActivation)).EnsureSuccessStatusCode();

    private static Task<HttpResponseMessage> MoveAsync(AdministrationServer server, Guid id, string policy) =>
        AdministrationServer.PutAsync(server.Operator, AdministrationRoutes.EndpointPolicy(id), new EndpointMove(policy), AdministrationJson.Default.EndpointMove);

    private sealed record Policy(long Version);
}
