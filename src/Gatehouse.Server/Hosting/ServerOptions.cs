using System.Net;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Hosting;

/// <summary>How a server is started.</summary>
public sealed record ServerOptions
{
    /// <summary>HTTPS port unless another is chosen.</summary>
    public const int DefaultPort = 4343;

    /// <summary>UDP port of the security check unless another is chosen.</summary>
    public const int DefaultUdpPort = 9019;

    /// <summary>Where CA, keys and database are kept.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where to listen; only this machine reaches a loopback address.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>HTTPS port; 0 for any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>UDP port of the security check; 0 for any free one.</summary>
    public int UdpPort { get; init; } = DefaultUdpPort;

    /// <summary>Names and addresses of the server beside those it finds out itself; its certificate is for all of them.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether TLS 1.2 is accepted beside 1.3.</summary>
    public bool AllowTls12 { get; init; }

    /// <summary>Connection string of a PostgreSQL database; null for the embedded one in <see cref="DataFolder"/>. Never printed.</summary>
    public string? Database { get; init; }

    /// <summary>Interfaces of this machine behind which endpoints are held back until they are admitted; none for no enforcement here.</summary>
    public IReadOnlyList<string> GuardedInterfaces { get; init; } = [];

    /// <summary>What everybody behind those interfaces may reach, such as a policy server elsewhere.</summary>
    public IReadOnlyList<IPNetwork> OpenNetworks { get; init; } = [];

    /// <summary>
    /// UDP port of the compatibility mode, where checks travel plain and nobody is authenticated; 0 for any free one, null for none. What is said
    /// there admits nobody.
    /// </summary>
    public int? CompatibilityPort { get; init; }

    /// <summary>Whom the compatibility mode answers: its answers go to whatever address a request claims to come from.</summary>
    public IReadOnlyList<IPNetwork> CompatibilityNetworks { get; init; } = [new IPNetwork(IPAddress.Parse("127.0.0.0"), 8), new IPNetwork(IPAddress.IPv6Loopback, 128)];

    /// <summary>A catalogue of patches to hold reports against from the start on; null for the one uploaded last.</summary>
    public string? CatalogueFile { get; init; }

    /// <summary>How long a session holds before the agent opens the next one; at most 24 hours.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(4);

    /// <summary>How long security checks are kept; the last one of each endpoint always is.</summary>
    public TimeSpan ExchangeRetention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Where the server's log goes; null for nowhere.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>The folder of a server whose administrator names none: that of systemd, of the system for root, or of the user.</summary>
    /// <param name="variable">Looks an environment variable up.</param>
    public static string DefaultDataFolder(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (variable("STATE_DIRECTORY") is { Length: > 0 } state)
        {
            return Path.Combine(state.Split(':')[0], "server");
        }

        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "Gatehouse", "server");
        }

        if (Environment.IsPrivilegedProcess)
        {
            return "/var/lib/gatehouse/server";
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string data = variable("XDG_DATA_HOME") is { Length: > 0 } set ? set : Path.Combine(home, ".local", "share");
        return Path.Combine(data, "gatehouse", "server");
    }

    /// <summary>Never shows the connection string.</summary>
    public override string ToString() => $"server on {Listen}:{Port} with {DataFolder}";
}
