using Gatehouse.Agent.Services;

namespace Gatehouse.Agent.Tests.Services;

public sealed class AgentAsServiceTests
{
    [Fact]
    public async Task Start_and_stop_are_answered_and_reported_in_order()
    {
        FakeManager manager = new();
        using AgentAsService service = new(manager, async (ready, stop) =>
        {
            ready();
            await Task.Delay(Timeout.Infinite, stop);
        });
        Task<bool> running = Task.Run(service.Run);
        await manager.RunsAsync();
        manager.Stop();

        Assert.True(await running);
        Assert.Equal([(ServiceState.StartPending, 0), (ServiceState.Running, 0), (ServiceState.StopPending, 0), (ServiceState.Stopped, 0)], manager.Reports);
        Assert.Null(service.Failure);
    }

    [Fact]
    public async Task An_agent_that_cannot_run_ends_the_service_with_a_code_that_has_it_started_again()
    {
        FakeManager manager = new();
        using AgentAsService service = new(manager, (_, _) => throw new AgentException("not enrolled"));

        Assert.True(await Task.Run(service.Run));
        Assert.Equal([(ServiceState.StartPending, 0), (ServiceState.Stopped, 2)], manager.Reports);
        Assert.Equal("not enrolled", service.Failure!.Message);
    }

    [Fact]
    public void A_process_that_no_manager_started_runs_nothing()
    {
        using AgentAsService service = new(new FakeManager { IsThere = false }, (_, _) => throw new InvalidOperationException());

        Assert.False(service.Run());
        Assert.Null(service.Failure);
    }
}
