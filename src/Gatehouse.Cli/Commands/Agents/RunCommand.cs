using System.CommandLine;
using System.Net;
using Gatehouse.Agent.Collectors;
using Gatehouse.Agent.Identity;
using Gatehouse.Agent.Running;
using Gatehouse.Agent.Services;
using Gatehouse.Cli.Help;

namespace Gatehouse.Cli.Commands.Agents;

/// <summary><c>gatehouse agent run</c>.</summary>
internal static class RunCommand
{
    private const string ServiceName = "GatehouseAgent";

    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Option<string> data = AgentDataOption.Create();
        Option<bool> noUdp = new("--no-udp") { Description = "Do the security check over HTTPS only" };
        Option<int?> compatibility = new("--compatibility-port")
        {
            Description = "Do the security check in plain, unprotected datagrams to this UDP port of the server, as old clients do; to study what becomes of them",
            HelpName = "PORT",
        };
        Command command = new HelpfulCommand(
            "run",
            "Runs the agent until it is stopped: session, security check, heartbeats, new looks.",
            notes: ["Exit status: 130 when stopped, 2 when it cannot run. While the server is away the agent goes on trying.", "As a service it answers systemd (Type=notify) and the Windows service control manager."],
            examples: [new Example("gatehouse agent run", "what the service does"), new Example("gatehouse agent run --no-udp", "where UDP does not pass anyway")]);
        Option<string[]> servers = ServersOption.Create(isRequired: false);
        command.Add(data);
        command.Add(servers);
        command.Add(noUdp);
        command.Add(compatibility);
        command.SetAction(async (result, _) =>
        {
            AgentFolder folder = AgentFolder.Open(result.GetRequiredValue(data));
            AgentOptions options = new()
            {
                Servers = ServersOption.Read(result.GetValue(servers)),
                UseUdp = !result.GetValue(noUdp),
                CompatibilityPort = CompatibilityPort(result.GetValue(compatibility), surroundings),
            };
            return await RunAsync(folder, options, surroundings);
        });
        return command;
    }

    // Windows starts services where nobody sees a window; from there this may also have been started by something else.
    private static async Task<int> RunAsync(AgentFolder folder, AgentOptions options, Surroundings surroundings)
    {
        if (OperatingSystem.IsWindows() && !Environment.UserInteractive)
        {
            using AgentAsService service = new(new WindowsServiceManager(ServiceName), (ready, stop) => RunAsync(folder, options, surroundings, ready, stop));
            if (await Task.Factory.StartNew(service.Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))
            {
                return service.Failure is null ? ExitCodes.Healthy : throw new UserError(service.Failure.Message);
            }
        }

        SystemdNotice systemd = new(surroundings.Variable(SystemdNotice.Variable));
        await using CancellationTokenRegistration stopping = surroundings.Cancellation.Register(systemd.Stopping);
        await RunAsync(folder, options, surroundings, systemd.Ready, surroundings.Cancellation, systemd.Status);
        return ExitCodes.Interrupted;
    }

    private static async Task RunAsync(
        AgentFolder folder, AgentOptions options, Surroundings surroundings, Action ready, CancellationToken stop, Action<string>? tell = null)
    {
        EndpointSurvey survey = EndpointSurvey.OfThisMachine(TimeProvider.System, folder);
        using AgentService agent = new(folder, AgentFacts.OfThisMachine(), survey.CollectAsync, options, TimeProvider.System);
        agent.Ready = ready;
        agent.Idle = GiveMemoryBack;
        agent.StepObserver = step => surroundings.Out.WriteLine($"{step.Subject}: {step.Text}");
        agent.StatusObserver = status =>
        {
            tell?.Invoke(status.State);
            surroundings.Out.WriteLine(status.Trouble is { } trouble && status.NextTry is not null ? $"{status.State}: {trouble}" : status.State);
            surroundings.Out.Flush();
        };

        // Only now: the folder, where an answer is kept, belongs to this agent alone.
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task preparing = survey.PrepareAsync(end.Token);
        try
        {
            await agent.RunAsync(stop);
        }
        finally
        {
            await end.CancelAsync();
            await preparing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // An agent waits nearly all the time. The runtime would keep what a look at the machine took, and collect only after tens of megabytes.
    private static void GiveMemoryBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private static int? CompatibilityPort(int? port, Surroundings surroundings)
    {
        if (port is < 1 or > IPEndPoint.MaxPort)
        {
            throw new UserError($"--compatibility-port {port} is no port; write 1 to {IPEndPoint.MaxPort}");
        }

        if (port is not null)
        {
            surroundings.Error.WriteLine("COMPATIBILITY MODE: the security check is readable and can be forged on its way, and admits nobody; leave --compatibility-port out to switch it off");
        }

        return port;
    }
}
