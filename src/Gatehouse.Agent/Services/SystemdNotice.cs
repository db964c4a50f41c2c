using System.Net.Sockets;
using System.Text;

namespace Gatehouse.Agent.Services;

/// <summary>Tells systemd that a service of Type=notify runs, how it is, and that it stops (sd_notify(3)): a datagram for each, to the socket systemd names.</summary>
/// <param name="socket">The value of NOTIFY_SOCKET; null or empty where nobody listens, and then nothing is sent.</param>
public sealed class SystemdNotice(string? socket)
{
    /// <summary>The variable in which systemd names its socket.</summary>
    public const string Variable = "NOTIFY_SOCKET";

    /// <summary>The service runs.</summary>
    public void Ready() => Send("READY=1");

    /// <summary>How it is, for `systemctl status`.</summary>
    public void Status(string text) => Send($"STATUS={text.ReplaceLineEndings(" ")}");

    /// <summary>The service begins to stop.</summary>
    public void Stopping() => Send("STOPPING=1");

    private void Send(string text)
    {
        if (string.IsNullOrEmpty(socket))
        {
            return;
        }

        try
        {
            // A leading @ means a name that is in no folder, which the kernel knows by a leading zero.
            UnixDomainSocketEndPoint systemd = new(socket[0] == '@' ? '\0' + socket[1..] : socket);
            using Socket sender = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            sender.SendTo(Encoding.UTF8.GetBytes(text), systemd);
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            // The agent matters more than who is told of it.
        }
    }
}
