using System.CommandLine;
using Gatehouse.Agent.Channels;
using Gatehouse.Agent.Collectors;
using Gatehouse.Agent.Identity;
using Gatehouse.Agent.Running;
using Gatehouse.Cli.Help;
using Gatehouse.Contracts.Agents;

namespace Gatehouse.Cli.Commands.Agents;

/// <summary><c>gatehouse agent enroll</c>.</summary>
internal static class EnrollCommand
{
    private const string StandardInput = "-";
    private const int MaxTokenFile = 4096;

    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Option<string[]> server = ServersOption.Create(isRequired: true);
        Option<string> token = new("--token-file") { Description = "File with the enrolment token; - for standard input", HelpName = "FILE", Required = true };
        Option<bool> newKey = new("--new-key") { Description = "Make a new key pair and give up the old one: the machine becomes a new endpoint, after a revocation or when it is a copy of another" };
        Option<string> data = AgentDataOption.Create();
        Command command = new HelpfulCommand(
            "enroll",
            "Gives this machine an identity: makes a key pair, which never leaves the machine, and trades a token for a certificate.",
            notes: ["Exit status: 0 enrolled, 1 held for an administrator's approval, 2 refused or not reached."],
            examples:
            [
                new Example("gatehouse agent enroll --server gate.example.org --token-file token", "with the token an administrator made"),
                new Example("gatehouse agent enroll --server a.example.org --server b.example.org --token-file token", "with two nodes; the second is used while the first is away"),
                new Example("gatehouse token create | ssh endpoint gatehouse agent enroll --server gate.example.org --token-file -", "without a file"),
            ]);
        command.Add(server);
        command.Add(token);
        command.Add(newKey);
        command.Add(data);
        command.SetAction((result, _) => RunAsync(
            ServersOption.Read(result.GetValue(server)), result.GetRequiredValue(token), result.GetValue(newKey), result.GetRequiredValue(data), surroundings));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<ServerAddress> servers, string tokenFile, bool newKey, string data, Surroundings surroundings)
    {
        if (!EnrollmentToken.TryParse(ReadToken(tokenFile), out EnrollmentToken? token))
        {
            throw new UserError($"{tokenFile} holds no enrolment token; make one on the server with `gatehouse token create`");
        }

        EndpointFacts facts = AgentFacts.OfThisMachine();
        AgentFolder folder = AgentFolder.Open(data);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(surroundings.Cancellation);
        Task preparing = PrepareAsync(folder, end.Token);
        try
        {
            int status = Tell(await new Enrolling(folder, facts).EnrollAsync(servers, token, newKey, surroundings.Cancellation), folder, newKey, surroundings);
            await surroundings.Out.FlushAsync();
            await preparing;
            return status;
        }
        finally
        {
            await end.CancelAsync();
            await preparing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // What takes longest to find out is found out meanwhile and kept in the folder, so that the agent's first start is as quick as every later one.
    private static Task PrepareAsync(AgentFolder folder, CancellationToken cancellation) => OperatingSystem.IsWindows() || AgentService.IsRunning(folder)
        ? Task.CompletedTask
        : EndpointSurvey.OfThisMachine(TimeProvider.System, folder).PrepareAsync(cancellation);

    private static int Tell(EnrollmentAnswer answer, AgentFolder folder, bool newKey, Surroundings surroundings)
    {
        if (answer.Certificate is null)
        {
            surroundings.Out.WriteLine($"held for approval as {answer.EndpointId}: {answer.Reason}");
            surroundings.Out.WriteLine($"An administrator decides with `gatehouse endpoint approve {answer.EndpointId}`; run this command again afterwards{(newKey ? ", without --new-key" : string.Empty)}.");
            return ExitCodes.Fault;
        }

        using AgentIdentity identity = AgentIdentity.Load(folder);
        surroundings.Out.WriteLine($"enrolled at {identity.Server} as {answer.EndpointId}");
        surroundings.Out.WriteLine(AgentService.IsRunning(folder) ? "The agent runs; have it use this with `gatehouse agent check`, or start it anew." : "Start the agent with `gatehouse agent run`.");
        return ExitCodes.Healthy;
    }

    private static string ReadToken(string file)
    {
        using Stream stream = file == StandardInput ? Console.OpenStandardInput() : File.OpenRead(file);
        byte[] octets = new byte[MaxTokenFile];
        int length = stream.ReadAtLeast(octets, octets.Length, throwOnEndOfStream: false);
        return System.Text.Encoding.ASCII.GetString(octets, 0, length);
    }
}
