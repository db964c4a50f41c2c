using System.Net;
using Gatehouse.Contracts.Agents;
using Gatehouse.Server.Administration;
using Gatehouse.Server.Agents;
using Gatehouse.Server.Checks;
using Gatehouse.Server.Connections;
using Gatehouse.Server.Enforcement.Nftables;
using Gatehouse.Server.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Hosting;

/// <summary>A running server.</summary>
public sealed class GatehouseServer : IAsyncDisposable
{
    // The program is ended the hard way two seconds after a signal.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1.5);

    private readonly WebApplication _application;
    private readonly ServerParts _parts;
    private readonly ILoggerFactory _logging;
    private bool _stopped;

    private GatehouseServer(WebApplication application, ServerParts parts, ILoggerFactory logging)
    {
        _application = application;
        _parts = parts;
        _logging = logging;
        Uri address = new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Address = new IPEndPoint(IPAddress.Parse(address.Host.Trim('[', ']')), address.Port);
    }

    /// <summary>Where HTTPS listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>UDP port of the security check.</summary>
    public int UdpPort => Services.GetRequiredService<CheckSocket>().Port;

    /// <summary>SHA-256 of the SubjectPublicKeyInfo of the trust anchor in use: what tokens carry.</summary>
    public byte[] Pin => _parts.Authority.InUse.Pin;

    /// <summary>What the server is made of.</summary>
    internal IServiceProvider Services => _application.Services;

    /// <summary>Starts a server. A second start with the same folder goes on where the first one stopped.</summary>
    /// <param name="options">How.</param>
    /// <param name="clock">Where it takes the time from.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="ServerStartException">It cannot start; the message is one line for the administrator.</exception>
    public static async Task<GatehouseServer> StartAsync(ServerOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ILoggerFactory logging = LoggerFactory.Create(builder =>
        {
            // What the host says of a failed start is said better by the exception.
            builder.SetMinimumLevel(LogLevel.Information)
                .AddFilter("Microsoft", LogLevel.Error)
                .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
            options.Logging?.Invoke(builder);
        });
        ServerParts? parts = null;
        WebApplication? application = null;
        try
        {
            await GuardedPlace.CheckAsync(options.GuardedInterfaces, cancellation);
            parts = await ServerParts.OpenAsync(options, clock, logging, cancellation);
            application = Build(options, parts, clock, logging);
            await application.Services.GetRequiredService<AdministrationStart>().RunAsync(cancellation);
            await application.StartAsync(cancellation);
            return new GatehouseServer(application, parts, logging);
        }
        catch (Exception error)
        {
            if (application is not null)
            {
                await application.DisposeAsync();
            }

            if (parts is not null)
            {
                await parts.DisposeAsync();
            }

            logging.Dispose();
            if (error is IOException or System.Net.Sockets.SocketException)
            {
                throw HttpsEndpoint.Describe(error, options);
            }

            throw;
        }
    }

    /// <summary>Makes an enrolment token, as an administrator of this machine.</summary>
    /// <param name="life">How long it holds.</param>
    /// <param name="uses">Endpoints it enrols.</param>
    /// <param name="note">What it is for.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The token; its secret is not kept.</returns>
    public Task<EnrollmentToken> CreateEnrollmentTokenAsync(TimeSpan life, int uses, string note, CancellationToken cancellation)
    {
        EnrollmentTokens tokens = Services.GetRequiredService<EnrollmentTokens>();
        return _parts.Commit.WriteAsync(scope => tokens.CreateAsync(scope, life, uses, note), cancellation);
    }

    /// <summary>Answers what was asked already, stores what waits, and ends.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (!_stopped)
        {
            _stopped = true;
            await _application.StopAsync(cancellation);
            await _application.DisposeAsync();
            await _parts.DisposeAsync();
            _logging.Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private static WebApplication Build(ServerOptions options, ServerParts parts, TimeProvider clock, ILoggerFactory logging)
    {
        // An empty builder: no files of settings and no variables of the environment change a server behind its administrator's back.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = parts.Folder.Path });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseSockets(sockets => sockets.Backlog = HttpsEndpoint.MaxBacklog);
        builder.WebHost.ConfigureKestrel(kestrel => HttpsEndpoint.Configure(kestrel, options, parts));
        builder.WebHost.UseShutdownTimeout(StopTimeout);
        builder.Services.AddSingleton(logging);
        builder.Services.AddRoutingCore();
        ServerServices.Add(builder.Services, options, parts, clock);
        ServerServices.AddTelemetry(builder.Services);

        WebApplication application = builder.Build();
        application.Use((context, next) =>
        {
            UnprovenConnection.Ask(context);
            return next(context);
        });
        application.UseMiddleware<RequestFailures>();
        application.UseAdministrationProblems();
        application.UseRouting();
        Health.Map(application, parts.Commit);
        application.Services.GetRequiredService<AgentApi>().Map(application);
        application.MapChecks();
        application.MapAdministration();
        return application;
    }
}
