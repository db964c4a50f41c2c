using System.CommandLine;
using System.Net;
using Gatehouse.Server.Hosting;

namespace Gatehouse.Cli.Options;

/// <summary>Options of <c>server</c>, and what they come to.</summary>
internal sealed class ServerCommandOptions
{
    private readonly ServerPlace _place = new();

    private readonly Option<string?> _listen = new("--listen")
    {
        Description = "Address to listen on; 0.0.0.0 or :: for all; default: 127.0.0.1, which only this machine reaches",
        HelpName = "ADDRESS",
    };

    private readonly Option<int> _port = new("--port")
    {
        Description = "HTTPS port (TCP)",
        HelpName = "PORT",
        DefaultValueFactory = _ => ServerOptions.DefaultPort,
    };

    private readonly Option<int> _udpPort = new("--udp-port")
    {
        Description = "Port of the security check (UDP)",
        HelpName = "PORT",
        DefaultValueFactory = _ => ServerOptions.DefaultUdpPort,
    };

    private readonly Option<string[]> _names = new("--name")
    {
        Description = "A name or address by which agents reach the server, for its certificate; may be given several times; this machine's host name is known",
        HelpName = "NAME",
    };

    private readonly Option<bool> _allowTls12 = new("--allow-tls12") { Description = "Accept TLS 1.2 beside TLS 1.3" };

    private readonly Option<string[]> _guarded = new("--guard")
    {
        Description = "Interface behind which endpoints are held back by nftables until they are admitted; may be given several times (needs CAP_NET_ADMIN)",
        HelpName = "INTERFACE",
    };

    private readonly Option<string[]> _open = new("--open")
    {
        Description = "What everybody behind those interfaces may reach, as ADDRESS or ADDRESS/BITS; may be given several times",
        HelpName = "NETWORK",
    };

    private readonly Option<string?> _catalogue = new("--catalog")
    {
        Description = "Catalogue of patches to hold reports against; stored as a new version when it says something new; default: the one stored last",
        HelpName = "FILE",
    };

    private readonly Option<int?> _compatibilityPort = new("--compatibility-port")
    {
        Description = "Answer plain, unprotected checks on this UDP port too, to study clients of that kind; admits nobody; off if not given",
        HelpName = "PORT",
    };

    private readonly Option<string[]> _compatibilityNetworks = new("--compatibility-from")
    {
        Description = "Whom that port answers, as ADDRESS or ADDRESS/BITS; may be given several times; default: this machine only",
        HelpName = "NETWORK",
    };

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        _place.AddTo(command);
        command.Add(_listen);
        command.Add(_port);
        command.Add(_udpPort);
        command.Add(_names);
        command.Add(_allowTls12);
        command.Add(_guarded);
        command.Add(_open);
        command.Add(_catalogue);
        command.Add(_compatibilityPort);
        command.Add(_compatibilityNetworks);
    }

    /// <summary>Reads what was given.</summary>
    /// <exception cref="UserError">A value cannot be understood.</exception>
    public ServerOptions Read(ParseResult result, Surroundings surroundings)
    {
        ServerOptions options = _place.Read(result, surroundings);
        if (result.GetValue(_open) is { Length: > 0 } && result.GetValue(_guarded) is not { Length: > 0 })
        {
            throw new UserError("--open says what endpoints behind a guarded interface may reach, and nothing is guarded; add --guard INTERFACE, or leave --open out");
        }

        IPNetwork[] from = Networks(result.GetValue(_compatibilityNetworks), "--compatibility-from");
        return options with
        {
            Listen = Address(result.GetValue(_listen)),
            Port = Port(result.GetValue(_port), "--port"),
            UdpPort = Port(result.GetValue(_udpPort), "--udp-port"),
            Names = result.GetValue(_names) ?? [],
            AllowTls12 = result.GetValue(_allowTls12),
            GuardedInterfaces = Interfaces(result.GetValue(_guarded)),
            OpenNetworks = Networks(result.GetValue(_open), "--open"),
            CatalogueFile = result.GetValue(_catalogue),
            CompatibilityPort = result.GetValue(_compatibilityPort) is { } port ? Port(port, "--compatibility-port") : null,
            CompatibilityNetworks = from.Length > 0 ? from : options.CompatibilityNetworks,
        };
    }

    private static IPAddress Address(string? value)
    {
        if (value is null)
        {
            return IPAddress.Loopback;
        }

        return IPAddress.TryParse(value.Trim('[', ']'), out IPAddress? address)
            ? address
            : throw new UserError($"--listen {value} is no address; write one of this machine, or 0.0.0.0 for all");
    }

    // The name goes into rules of nftables, so it is checked against what the kernel allows, and against quoting.
    private static string[] Interfaces(string[]? values)
    {
        const int MaxName = 15;
        string? invalid = values?.FirstOrDefault(name => name.Length is 0 or > MaxName || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.')));
        return invalid is null ? values ?? [] : throw new UserError($"--guard {invalid} is no name of an interface; `ip link` shows them");
    }

    private static IPNetwork[] Networks(string[]? values, string option) => [.. (values ?? []).Select(value => Network(value, option))];

    private static IPNetwork Network(string value, string option)
    {
        if (IPAddress.TryParse(value, out IPAddress? address))
        {
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        return IPNetwork.TryParse(value, out IPNetwork network)
            ? network
            : throw new UserError($"{option} {value} is no network; write an address, or ADDRESS/BITS with no bits set behind the prefix, such as 192.0.2.0/24");
    }

    private static int Port(int value, string option) => value is >= 0 and <= IPEndPoint.MaxPort
        ? value
        : throw new UserError($"{option} {value} is no port; write 1 to {IPEndPoint.MaxPort}, or 0 for any free one");
}
