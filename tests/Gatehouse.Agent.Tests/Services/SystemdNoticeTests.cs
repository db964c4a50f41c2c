using System.Net.Sockets;
using System.Text;
using Gatehouse.Agent.Services;

namespace Gatehouse.Agent.Tests.Services;

public sealed class SystemdNoticeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_notice_is_one_datagram_to_the_socket_systemd_names(bool isAbstract)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "systemd runs on Linux");
        string name = Path.Combine(Path.GetTempPath(), $"gatehouse-{Guid.NewGuid():N}");
        using Socket systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 5_000 };
        systemd.Bind(new UnixDomainSocketEndPoint(isAbstract ? '\0' + name : name));
        SystemdNotice notice = new(isAbstract ? '@' + name : name);

        notice.Ready();
        notice.Status("admitted\nREADY=0");
        notice.Stopping();

        Assert.Equal(["READY=1", "STATUS=admitted READY=0", "STOPPING=1"], [Receive(systemd), Receive(systemd), Receive(systemd)]);
        File.Delete(name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/nobody/listens/here")]
    public void Nobody_to_tell_is_no_failure(string? socket) => new SystemdNotice(socket).Ready();

    private static string Receive(Socket socket)
    {
        byte[] buffer = new byte[256];
        return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
    }
}
