using Gatehouse.Contracts.Checks;
using Gatehouse.Server.Checks;
using Gatehouse.Server.Storage;
using Gatehouse.Server.Tests.Administration;
using Gatehouse.Tests.Common;

namespace Gatehouse.Server.Tests.Checks;

public sealed class OverloadTests : IAsyncLifetime
{
    private static readonly TimeSpan LongerThanASecond = TimeSpan.FromSeconds(1.3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly string Report = ReportDocuments.Write(AdministrationServer.Report(guest: true), new CheckEnvelope(), null).CanonicalXml();

    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Who_is_new_is_told_to_come_back_while_verdicts_take_long_and_gets_one_then()
    {
        using CheckClient first = await EnterAsync();
        using CheckClient second = await EnterAsync();
        using CheckClient third = await EnterAsync();
        await WhileNothingIsStoredAsync(async release =>
        {
            Task<string?> late = CheckAsync(first);
            await Task.Delay(LongerThanASecond);
            release();
            Assert.Contains("verdict", await late, StringComparison.Ordinal);
        });

        await WhileNothingIsStoredAsync(async release =>
        {
            Task<string?> underWay = CheckAsync(second);
            await Eventually.HoldsAsync(() => _server.Get<CheckHost>().Reports == 1, Patience);
            Task<string?> refused = CheckAsync(third);
            await Eventually.HoldsAsync(() => third.ComeBacks == 1, Patience);
            release();

            Assert.Contains("verdict", await underWay, StringComparison.Ordinal);
            Assert.Contains("verdict", await refused, StringComparison.Ordinal);
        });

        Assert.Equal((0, 0, 1), (first.ComeBacks, second.ComeBacks, third.ComeBacks));
    }

    private Task<string?> CheckAsync(CheckClient client) => client.CheckAsync(_server.Server.UdpPort, Report);

    private async Task<CheckClient> EnterAsync()
    {
        (HttpClient http, _) = await _server.EnrolledAsync();
        using (http)
        {
            return new CheckClient(await TestServer.GrantAsync(http));
        }
    }

    private async Task WhileNothingIsStoredAsync(Func<Action, Task> act)
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task writing = _server.Get<GroupCommit>().WriteAsync(_ => gate.Task, CancellationToken.None);
        await act(gate.SetResult);
        await writing;
    }
}
