using Gatehouse.Server.Administration;
using Gatehouse.Server.Administration.Policies;
using Gatehouse.Server.Agents;
using Gatehouse.Server.Checks;
using Gatehouse.Server.Connections;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Gatehouse.Server.Hosting;

/// <summary>Who gets what. Everything lives as long as the server.</summary>
internal static class ServerServices
{
    private const string ExporterVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Registers the parts and what is built on them.</summary>
    public static void Add(IServiceCollection services, ServerOptions options, ServerParts parts, TimeProvider clock)
    {
        services.AddSingleton(options);
        services.AddSingleton(clock);
        services.AddSingleton(parts.Folder);
        services.AddSingleton(parts.Database);
        services.AddSingleton(parts.Commit);
        services.AddSingleton(parts.Authority);
        services.AddSingleton(parts.Certificate);
        services.AddSingleton(parts.Keys);

        services.AddSingleton<ConnectionGate>();
        services.AddSingleton<EndpointStore>();
        services.AddSingleton<EnrollmentTokenStore>();
        services.AddSingleton<ExchangeStore>();
        services.AddSingleton<AgentLogStore>();
        services.AddSingleton<UserStore>();

        services.AddSingleton<EnrollmentTokens>();
        services.AddSingleton<Enrollment>();
        services.AddSingleton<RequestLimits>();
        services.AddSingleton<EndpointGate>();
        services.AddSingleton<SignInLimiter>();
        services.AddSingleton<UserAccounts>();

        services.AddSingleton<TermsWithoutPolicy>();
        services.TryAddSingleton<ISessionTerms, PolicyTerms>();
        services.AddSingleton<SessionOpening>();
        services.AddSingleton<RefusalLog>();
        services.AddSingleton<AgentApi>();
        services.AddChecks(options);
        services.AddAdministration();
        services.AddSingleton<Maintenance>();
        services.AddHostedService(provider => provider.GetRequiredService<Maintenance>());
    }

    /// <summary>Sends metrics and traces to a collector, when the environment names one.</summary>
    public static void AddTelemetry(IServiceCollection services)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ExporterVariable)))
        {
            return;
        }

        services.AddSingleton(Sdk.CreateMeterProviderBuilder()
            .AddMeter(Telemetry.Name, CheckMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter()
            .Build());
        services.AddSingleton(Sdk.CreateTracerProviderBuilder().AddSource(Telemetry.Name, "Microsoft.AspNetCore").AddOtlpExporter().Build());
    }
}
