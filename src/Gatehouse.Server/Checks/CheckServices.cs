using System.Net;
using Gatehouse.Contracts.Agents;
using Gatehouse.Server.Administration.Endpoints;
using Gatehouse.Server.Administration.Policies;
using Gatehouse.Server.Agents;
using Gatehouse.Server.Checks.Compatibility;
using Gatehouse.Server.Enforcement;
using Gatehouse.Server.Enforcement.Nftables;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Nodes;
using Gatehouse.Server.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Checks;

/// <summary>The security check, to put into a host that has the storage.</summary>
internal static class CheckServices
{
    private const int MaxBody = 512 * 1024;

    /// <summary>Adds what it needs.</summary>
    public static IServiceCollection AddChecks(this IServiceCollection services, ServerOptions options)
    {
        if (options.GuardedInterfaces.Count > 0)
        {
            services.AddSingleton<IEnforcementBackend>(provider => new NftablesBackend(new NftablesOptions
            {
                Interfaces = options.GuardedInterfaces,
                Open = options.OpenNetworks,
                Repair = () => RepairNetworks.Of(provider.GetRequiredService<PolicyCatalog>().Current),
            }));
            services.AddSingleton<AccessControl>();
            services.AddHostedService(provider => provider.GetRequiredService<AccessControl>());
            if (options.Database is not null)
            {
                services.AddSingleton<AccessFollower>();
                services.AddHostedService(provider => provider.GetRequiredService<AccessFollower>());
            }
        }

        if (options.CompatibilityPort is not null)
        {
            services.AddHostedService<PlainCheckHost>();
        }

        services.AddSingleton<CheckSocket>();
        services.AddSingleton<PresenceTable>();
        services.AddSingleton<CheckMetrics>();
        services.AddSingleton<ReasonStore>();
        services.AddSingleton<PoliciesInForce>();
        services.AddSingleton<VerdictLog>();
        services.AddSingleton<LossLog>();
        services.AddSingleton<AccessNews>();
        services.AddHostedService(provider => provider.GetRequiredService<AccessNews>());
        services.AddSingleton<Judging>();
        services.AddSingleton<ExchangeRoute>();
        services.AddSingleton<PresenceKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<PresenceKeeper>());
        services.AddSingleton<CheckHost>();
        services.AddSingleton<IEndpointCommands, NodeCommands>();
        services.AddSingleton<SilenceSweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<SilenceSweeper>());
        services.AddHostedService<NodeLink>();
        services.AddHostedService(provider => provider.GetRequiredService<CheckHost>());
        services.AddSingleton<Rehearsal>();
        return services.AddHostedService(provider => provider.GetRequiredService<Rehearsal>());
    }

    /// <summary>Adds the route by which the check goes over HTTPS.</summary>
    public static void MapChecks(this IEndpointRouteBuilder routes) => routes.MapPost(AgentRoutes.Exchange, AnswerAsync);

    private static async Task AnswerAsync(HttpContext context)
    {
        IServiceProvider services = context.RequestServices;
        if (await AgentCaller.RecogniseAsync(context, services.GetRequiredService<EndpointGate>()) is not { } caller)
        {
            return;
        }

        (CheckExchange? message, Problem? refusal) = await JsonBody.ReadAsync(context, ContractJson.Default.CheckExchange, MaxBody);
        if (message is null)
        {
            await Refusals.WriteAsync(context, refusal!);
            return;
        }

        IPAddress from = context.Connection.RemoteIpAddress ?? IPAddress.None;
        CheckExchange? answer = await services.GetRequiredService<ExchangeRoute>().AnswerAsync(caller.Endpoint.Id, message, from, context.RequestAborted);
        if (answer is null)
        {
            await Refusals.WriteAsync(context, new Problem(ProblemKind.InvalidRequest, $"message {message.Type} is none that an agent sends; use an agent of this server's release"));
            return;
        }

        await context.Response.WriteAsJsonAsync(answer, ContractJson.Default.CheckExchange, cancellationToken: context.RequestAborted);
    }
}
