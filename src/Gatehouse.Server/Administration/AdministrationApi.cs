using Gatehouse.Contracts.Administration;
using Gatehouse.Server.Administration.ApiTokens;
using Gatehouse.Server.Administration.Audit;
using Gatehouse.Server.Administration.Catalogues;
using Gatehouse.Server.Administration.Endpoints;
using Gatehouse.Server.Administration.EnrollmentTokens;
using Gatehouse.Server.Administration.OpenApi;
using Gatehouse.Server.Administration.Policies;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Administration.Users;
using Gatehouse.Server.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gatehouse.Server.Administration;

/// <summary>The REST API of administrators, to put into a host that has the storage.</summary>
internal static class AdministrationApi
{
    /// <summary>Adds what the routes need.</summary>
    public static IServiceCollection AddAdministration(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IEndpointCommands, NoEndpointCommands>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<ApiTokenStore>();
        services.AddSingleton<LocalToken>();
        services.AddSingleton<EndpointDetails>();
        services.AddSingleton<DecisionRoutes>();
        services.AddSingleton<CommandRoutes>();
        services.AddSingleton<AdministrationStart>();
        services.AddSingleton<DefaultPolicy>();
        services.AddSingleton<PolicyCatalog>();
        services.AddSingleton<PolicyTrials>();
        services.AddSingleton<PolicyChangeRoutes>();
        services.AddSingleton<CatalogueStore>();
        services.AddSingleton<CatalogueInForce>();
        services.AddSingleton<CatalogueAtStart>();
        return services.AddAdministrationDocument();
    }

    /// <summary>Gives words to all that fails below <see cref="AdministrationRoutes.Root"/>; before other middleware.</summary>
    public static void UseAdministrationProblems(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(AdministrationRoutes.Root, StringComparison.OrdinalIgnoreCase),
        branch => branch.UseMiddleware<ProblemResponses>());

    /// <summary>Maps the routes; each with what <see cref="AccessTable"/> says of it.</summary>
    public static void MapAdministration(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(AdministrationRoutes.Root);
        group.AddEndpointFilter<RouteGroupBuilder, AccessFilter>();
        ((IEndpointConventionBuilder)group).Finally(builder =>
        {
            RouteAccess access = AccessTable.Of(builder.Metadata.OfType<IEndpointNameMetadata>().LastOrDefault()?.EndpointName);
            builder.Metadata.Add(access);
        });
        OverviewRoutes.Map(group);
        EndpointRoutes.Map(group);
        DecisionRoutes.Map(group);
        CommandRoutes.Map(group);
        PolicyRoutes.Map(group);
        PolicyChangeRoutes.Map(group);
        CatalogueRoutes.Map(group);
        EnrollmentTokenRoutes.Map(group);
        ApiTokenRoutes.Map(group);
        AuditRoutes.Map(group);
        UserRoutes.Map(group);
        OpenApiRoute.Map(group);
    }
}
