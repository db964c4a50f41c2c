using System.Net;
using System.Net.Sockets;
using Gatehouse.Contracts.Checks;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Tests.Administration;
using Gatehouse.Tests.Common;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Tests.Checks;

public sealed class LossLogTests : IAsyncLifetime
{
    private const int ReportLost = 4004;
    private const int MoreReportsLost = 4005;
    private const int Strangers = 4006;
    private const int SessionField = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly string Report = ReportDocuments.Write(AdministrationServer.Report(guest: true), new CheckEnvelope(), null).CanonicalXml();

    private readonly LogLines _log = new();
    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _server.Get<ILoggerFactory>().AddProvider(_log);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_report_that_stays_a_part_is_told_with_what_arrived_of_it_and_one_that_arrived_is_not()
    {
        (HttpClient http, Guid id) = await _server.EnrolledAsync();
        using HttpClient disposed = http;
        using CheckClient client = new(await TestServer.GrantAsync(http));
        await client.CheckAsync(_server.Server.UdpPort, Report);
        await client.BreakOffAsync(_server.Server.UdpPort, segments: 3);
        await client.CheckAsync(_server.Server.UdpPort, Report);

        await Eventually.HoldsAsync(() => _log.Of(ReportLost).Count > 0, Patience);
        Assert.StartsWith($"a report of {id} at 127.0.0.1 never arrived whole: 1 of its 3 segments did; ", Assert.Single(_log.Of(ReportLost)), StringComparison.Ordinal);
        Assert.Empty(_log.Of(Strangers));
    }

    [Fact]
    public async Task A_flood_of_broken_reports_gets_some_lines_a_minute_and_a_count()
    {
        (HttpClient http, _) = await _server.EnrolledAsync();
        using HttpClient disposed = http;
        using CheckClient client = new(await TestServer.GrantAsync(http));
        for (int i = 0; i < LineQuota.MaxLines + 3; i++)
        {
            await client.BreakOffAsync(_server.Server.UdpPort, segments: 2);
        }

        await client.CheckAsync(_server.Server.UdpPort, Report);
        await Eventually.HoldsAsync(() => _log.Of(ReportLost).Count == LineQuota.MaxLines, Patience);
        Assert.Empty(_log.Of(MoreReportsLost));

        _server.Clock.Pass(LineQuota.Window);
        await client.BreakOffAsync(_server.Server.UdpPort, segments: 2);
        await client.CheckAsync(_server.Server.UdpPort, Report);
        await Eventually.HoldsAsync(() => _log.Of(MoreReportsLost).Count == 1, Patience);
        Assert.StartsWith("3 more reports", _log.Of(MoreReportsLost)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Datagrams_of_nobodys_session_are_counted_in_a_line_a_minute()
    {
        (HttpClient http, _) = await _server.EnrolledAsync();
        using HttpClient disposed = http;
        using CheckClient client = new(await TestServer.GrantAsync(http));
        await client.CheckAsync(_server.Server.UdpPort, Report);
        byte[] foreign = [.. client.Sent[0]];
        foreign[SessionField] ^= 0x10;

        Send(foreign, times: 1);
        await Eventually.HoldsAsync(() => _log.Of(Strangers).Count == 1, Patience);
        Assert.StartsWith("datagrams of no session of this server: 1, the last from 127.0.0.1; ", _log.Of(Strangers)[0], StringComparison.Ordinal);

        Send(foreign, times: 100);
        await client.CheckAsync(_server.Server.UdpPort, Report);
        Assert.Single(_log.Of(Strangers));

        _server.Clock.Pass(LineQuota.Window);
        await Eventually.HoldsAsync(() => _log.Of(Strangers).Count == 2, Patience);
        Assert.StartsWith("datagrams of no session of this server: 100,", _log.Of(Strangers)[1], StringComparison.Ordinal);
    }

    private void Send(byte[] datagram, int times)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        for (; times > 0; times--)
        {
            socket.SendTo(datagram, new IPEndPoint(IPAddress.Loopback, _server.Server.UdpPort));
        }
    }
}
