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

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        _place.AddTo(command);
        command.Add(_listen);
        command.Add(_port);
        command.Add(_udpPort);
        command.Add(_names);
        command.Add(_allowTls12);
    }

    /// <summary>Reads what was given.</summary>
    /// <exception cref="UserError">A value cannot be understood.</exception>
    public ServerOptions Read(ParseResult result, Surroundings surroundings) => _place.Read(result, surroundings) with
    {
        Listen = Address(result.GetValue(_listen)),
        Port = Port(result.GetValue(_port), "--port"),
        UdpPort = Port(result.GetValue(_udpPort), "--udp-port"),
        Names = result.GetValue(_names) ?? [],
        AllowTls12 = result.GetValue(_allowTls12),
    };

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

    private static int Port(int value, string option) => value is >= 0 and <= IPEndPoint.MaxPort
        ? value
        : throw new UserError($"{option} {value} is no port; write 1 to {IPEndPoint.MaxPort}, or 0 for any free one");
}
