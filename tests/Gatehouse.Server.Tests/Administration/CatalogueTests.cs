using System.Net;
using System.Text;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Audit;
using Gatehouse.Contracts.Administration.Catalogues;
using Gatehouse.Contracts.Administration.Endpoints;
using Gatehouse.Contracts.Administration.Policies;
using Gatehouse.Contracts.Checks;
using Gatehouse.Posture.Reports;
using Gatehouse.Server.Administration.Catalogues;
using Gatehouse.Server.Checks;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Tests.Storage;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Tests.Administration;

public sealed class CatalogueTests
{
    private const string Critical = "name: november\npatches:\n  - { id: KB5041580, severity: critical, systems: ['Windows 10*'], builds: ['19045.4780'] }\n";
    private const string Policy = "name: default\nchecks:\n  patches:\n    levels: { critical: isolate }\n";

    private static readonly PostureReport OldWindows = new()
    {
        OperatingSystem = new Posture.Reports.OperatingSystem("windows", "10 Pro", "10.0", "19045.4412", "0x0409"),
        Updates = new UpdateStatus(["KB5037591"], Pending: null, ListsDate: null),
    };

    [Theory, OnEveryDatabase]
    public async Task A_catalogue_holds_from_its_upload_and_the_verdict_names_patch_and_version(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        await Problems.ExpectAsync(await server.Viewer.GetAsync(AdministrationRoutes.Catalogue), HttpStatusCode.NotFound, "not-found");
        await PolicyAsync(server);
        Guid id = await server.EndpointAsync("pc-1");
        await JudgeAsync(server, id);
        LastVerdict without = (await DetailAsync(server, id)).Verdict!;
        Assert.Equal(("admitted", null), (without.Outcome, without.CatalogueVersion));
        Assert.Contains("no catalogue of patches", Assert.Single(without.Reasons).Found, StringComparison.Ordinal);

        CatalogueVersion version = await UploadAsync(server, Critical);
        Assert.Equal(("november", 1, true), (version.Name, version.Patches, version.Active));
        await JudgeAsync(server, id);

        LastVerdict verdict = (await DetailAsync(server, id)).Verdict!;
        Assert.Equal(("isolated", version.Version), (verdict.Outcome, verdict.CatalogueVersion));
        Assert.Contains("KB5041580", Assert.Single(verdict.Reasons).Found, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task A_dry_run_uses_the_catalogue_that_holds(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        await server.EndpointAsync("pc-1", report: OldWindows);
        Assert.Equal(0, (await TryAsync(server)).Stricter);

        await UploadAsync(server, Critical);
        PolicyTrialResult trial = await TryAsync(server);
        Assert.Equal("patches/critical", Assert.Single(trial.Why).Key);
        ChangeGroup group = Assert.Single(trial.Groups);
        Assert.Equal(("isolated", 1), (group.To, group.Endpoints));
        Assert.Equal(["pc-1"], group.Examples);
    }

    [Theory, OnEveryDatabase]
    public async Task An_upload_is_audited_once_and_survives_a_restart(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        CatalogueVersion first = await UploadAsync(server, Critical);
        CatalogueVersion again = await UploadAsync(server, Critical);
        Assert.Equal(first.Version, again.Version);

        Page<AuditEntry> audit = await AdministrationServer.ReadAsync(
            await server.Viewer.GetAsync($"{AdministrationRoutes.Audit}?action=catalog."), AdministrationJson.Default.AuditPage);
        Assert.Equal(("catalog.upload", "the Administrator"), (Assert.Single(audit.Items).Action, audit.Items[0].Actor));

        await server.Test.Server.StopAsync(CancellationToken.None);
        await server.Test.StartAgainAsync();
        Assert.Equal(("november", first.Version), (server.Test.Get<CatalogueInForce>().Current.Name, server.Test.Get<CatalogueInForce>().Current.Version));
    }

    [Fact]
    public async Task What_is_wrong_with_a_catalogue_is_told_by_line_and_the_old_one_goes_on_holding()
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync();
        CatalogueVersion held = await UploadAsync(server, Critical);
        HttpResponseMessage response = await AdministrationServer.PostAsync(
            server.Administrator, AdministrationRoutes.CatalogueVersions, new CatalogueUpload("name: x\npatches:\n  - { id: KB1, severity: bad }\n"), AdministrationJson.Default.CatalogueUpload);

        Assert.Contains("line 3", await Problems.ExpectAsync(response, HttpStatusCode.UnprocessableEntity, "invalid-catalog"), StringComparison.Ordinal);
        Assert.Equal(held.Version, server.Test.Get<CatalogueInForce>().Current.Version);
    }

    [Fact]
    public async Task A_version_of_another_program_that_cannot_be_read_is_told_once_and_the_old_one_goes_on_holding()
    {
        const string InsertUnreadable = "INSERT INTO catalogue_versions (name, patches, text, sha256, note, created_at, created_by) SELECT name, patches, 'names: x', sha256, note, created_at, created_by FROM catalogue_versions";
        const int Unreadable = 3202;
        await using AdministrationServer server = await AdministrationServer.StartAsync();
        CatalogueVersion held = await UploadAsync(server, Critical);
        LogLines log = new();
        server.Test.Get<ILoggerFactory>().AddProvider(log);

        await server.Test.WriteAsync(scope => scope.ExecuteAsync(InsertUnreadable, null));
        for (int reload = 0; reload < 3; reload++)
        {
            await server.Test.Get<CatalogueInForce>().ReloadAsync(CancellationToken.None);
        }

        Assert.Single(log.Of(Unreadable));
        Assert.Equal(held.Version, server.Test.Get<CatalogueInForce>().Current.Version);

        CatalogueVersion mended = await UploadAsync(server, Critical.Replace("november", "december", StringComparison.Ordinal));
        Assert.Equal(mended.Version, server.Test.Get<CatalogueInForce>().Current.Version);
    }

    [Fact]
    public async Task A_server_takes_in_the_file_it_is_started_with_once()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "patches.yaml");
        await File.WriteAllTextAsync(file, Critical);
        ServerOptions options = new() { DataFolder = Path.Combine(folder.Path, "data"), Port = 0, UdpPort = 0, CatalogueFile = file };
        for (int start = 0; start < 2; start++)
        {
            await using GatehouseServer server = await GatehouseServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
            Assert.Equal(("november", 1), (Get(server).Name, Get(server).Version));
        }

        await File.WriteAllTextAsync(file, Critical.Replace("critical", "criticl", StringComparison.Ordinal));
        ServerStartException wrong = await Assert.ThrowsAsync<ServerStartException>(() => GatehouseServer.StartAsync(options, TimeProvider.System, CancellationToken.None));
        Assert.Contains($"--catalog {file}:3:32: severity is \"criticl\"", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("gatehouse catalog check", wrong.Message, StringComparison.Ordinal);

        ServerStartException absent = await Assert.ThrowsAsync<ServerStartException>(
            () => GatehouseServer.StartAsync(options with { CatalogueFile = file + ".none" }, TimeProvider.System, CancellationToken.None));
        Assert.Contains("cannot be read", absent.Message, StringComparison.Ordinal);
    }

    private static Posture.Catalogues.PatchCatalogue Get(GatehouseServer server) =>
        ((CatalogueInForce)server.Services.GetService(typeof(CatalogueInForce))!).Current;

    private static async Task PolicyAsync(AdministrationServer server) => await AdministrationServer.ReadAsync(
        await AdministrationServer.PostAsync(
            server.Administrator, AdministrationRoutes.PolicyVersions("default"), new PolicyUpload(Policy, Activate: true), AdministrationJson.Default.PolicyUpload),
        AdministrationJson.Default.PolicyVersion);

    private static Task<Judged> JudgeAsync(AdministrationServer server, Guid id) => server.Test.Get<Judging>().JudgeAsync(
        id,
        Guid.NewGuid(),
        Encoding.UTF8.GetBytes(ReportDocuments.Write(OldWindows, new CheckEnvelope(), null).CanonicalXml()),
        IPAddress.Loopback,
        CancellationToken.None);

    private static async Task<EndpointDetail> DetailAsync(AdministrationServer server, Guid id) =>
        await AdministrationServer.ReadAsync(await server.Viewer.GetAsync(AdministrationRoutes.Endpoint(id)), AdministrationJson.Default.EndpointDetail);

    private static async Task<CatalogueVersion> UploadAsync(AdministrationServer server, string text) => await AdministrationServer.ReadAsync(
        await AdministrationServer.PostAsync(server.Administrator, AdministrationRoutes.CatalogueVersions, new CatalogueUpload(text), AdministrationJson.Default.CatalogueUpload),
        AdministrationJson.Default.CatalogueVersion);

    private static async Task<PolicyTrialResult> TryAsync(AdministrationServer server) => await AdministrationServer.ReadAsync(
        await AdministrationServer.PostAsync(server.Operator, AdministrationRoutes.PolicyTrial("default"), new PolicyTrial(Policy), AdministrationJson.Default.PolicyTrial),
        AdministrationJson.Default.PolicyTrialResult);
}
