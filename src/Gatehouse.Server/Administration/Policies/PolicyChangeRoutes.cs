using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Policies;
using Gatehouse.Server.Administration.Audit;
using Gatehouse.Server.Administration.Conditions;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Server.Administration.Policies;

/// <summary>New versions of policies, and which version holds.</summary>
internal sealed class PolicyChangeRoutes(GroupCommit writer, AuditLog audit, PolicyCatalog catalog, TimeProvider clock)
{
    private const string Activated = "policy.activate";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/policies/{name}/versions", (HttpContext context, string name, PolicyChangeRoutes self) => self.UploadAsync(context, name))
            .WithName("uploadPolicy").WithSummary("A new version of a policy; the same YAML as the newest version makes none")
            .Accepts<PolicyUpload>("application/json").Produces<PolicyVersion>().Produces<PolicyVersion>(StatusCodes.Status201Created);
        routes.MapPut("/policies/{name}/active", (HttpContext context, string name, PolicyChangeRoutes self) => self.ActivateAsync(context, name))
            .WithName("activatePolicy").WithSummary("Makes a version the one that endpoints are checked under; an older one rolls back")
            .Accepts<PolicyActivation>("application/json").Produces<PolicySummary>();
    }

    private async Task<IResult> UploadAsync(HttpContext context, string name)
    {
        (PolicyUpload? body, Problem? problem) = await RequestBody.ReadAsync(context, AdministrationJson.Default.PolicyUpload);
        if (body is null)
        {
            return problem!;
        }

        Validation validation = new();
        validation.Text("note", body.Note, 0, Validation.MaxNote);
        problem = validation.Problem ?? PolicyText.CheckName(name) ?? PolicyText.Read(body.Yaml, expected: name).Problem;
        if (problem is not null)
        {
            return problem;
        }

        Caller caller = context.Caller();
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body.Yaml)));
        IResult result = await writer.WriteAsync<IResult>(
            async scope =>
            {
                PolicyRow? before = await PolicyStore.FindAsync(scope, name);
                if (!Permits(context.Request, before))
                {
                    return Problem.Changed("the policy");
                }

                PolicyVersionRow? version = before is null ? null : await PolicyStore.FindVersionAsync(scope, name, before.LatestVersion);
                bool isNew = version?.Sha256 != sha256;
                if (isNew)
                {
                    long number = await PolicyStore.InsertAsync(scope, name, body.Yaml, sha256, body.Note ?? string.Empty, caller.Name, clock.GetUtcNow());
                    version = (await PolicyStore.FindVersionAsync(scope, name, number))!;
                    await audit.WriteAsync(scope, caller, context.Action(), Subject(name), Json(before), Json(version));
                }

                if (body.Activate && version!.Version != version.ActiveVersion)
                {
                    await ActivateAsync(scope, caller, name, version.Version);
                    version = (await PolicyStore.FindVersionAsync(scope, name, version.Version))!;
                }

                return new Answer<PolicyVersion>(
                    version!.ToVersion(whole: false),
                    AdministrationJson.Default.PolicyVersion,
                    status: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK,
                    location: AdministrationRoutes.PolicyVersion(name, version.Version));
            },
            context.RequestAborted);
        await catalog.ReloadAsync(CancellationToken.None);
        return result;
    }

    private async Task<IResult> ActivateAsync(HttpContext context, string name)
    {
        (PolicyActivation? body, Problem? problem) = await RequestBody.ReadAsync(context, AdministrationJson.Default.PolicyActivation);
        if (body is null)
        {
            return problem!;
        }

        Caller caller = context.Caller();
        IResult result = await writer.WriteAsync<IResult>(
            async scope =>
            {
                if (await PolicyStore.FindAsync(scope, name) is not { } before)
                {
                    return PolicyRoutes.NotFound();
                }

                if (!Permits(context.Request, before))
                {
                    return Problem.Changed("the policy");
                }

                if (await PolicyStore.FindVersionAsync(scope, name, body.Version) is not { } version)
                {
                    return new Problem(
                        ProblemKind.Conflict,
                        $"the policy has no version {body.Version}; GET {AdministrationRoutes.PolicyVersions(name)} lists its versions");
                }

                // An old version may say what this program no longer understands.
                if (PolicyText.Read(version.Yaml, expected: name).Problem is { } unreadable)
                {
                    return unreadable;
                }

                if (before.ActiveVersion != body.Version)
                {
                    await ActivateAsync(scope, caller, name, body.Version);
                }

                return PolicyRoutes.Tell((await PolicyStore.FindAsync(scope, name))!);
            },
            context.RequestAborted);

        // Durable now, whether the client still waits or not: readers must see it.
        await catalog.ReloadAsync(CancellationToken.None);
        return result;
    }

    private async Task ActivateAsync(WriteScope scope, Caller caller, string name, long version)
    {
        PolicyRow before = (await PolicyStore.FindAsync(scope, name))!;
        await PolicyStore.ActivateAsync(scope, name, version, caller.Name, clock.GetUtcNow());
        PolicyRow after = (await PolicyStore.FindAsync(scope, name))!;
        await audit.WriteAsync(scope, caller, Activated, Subject(name), Json(before), Json(after));
    }

    private static bool Permits(HttpRequest request, PolicyRow? row) => row is null
        ? request.Headers.IfMatch.Count == 0
        : PolicyRoutes.Tell(row).Tag.Permits(request) && request.Headers.IfNoneMatch != "*";

    private static string Subject(string name) => $"policy/{name}";

    private static string? Json(PolicyRow? row) => row is null ? null : JsonSerializer.Serialize(row.ToSummary(), AdministrationJson.Default.PolicySummary);

    private static string Json(PolicyVersionRow row) => JsonSerializer.Serialize(row.ToVersion(whole: false), AdministrationJson.Default.PolicyVersion);
}
