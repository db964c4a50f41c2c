using System.CommandLine;
using Gatehouse.Agent.Channels;
using Gatehouse.Agent.Identity;
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
        Option<string> server = new("--server") { Description = "The policy server; port 4343 if not given", HelpName = "HOST[:PORT]", Required = true };
        Option<string> token = new("--token-file") { Description = "File with the enrolment token; - for standard input", HelpName = "FILE", Required = true };
        Option<string> data = AgentDataOption.Create();
        Command command = new HelpfulCommand(
            "enroll",
            "Gives this machine an identity: makes a key pair, which never leaves the machine, and trades a token for a certificate.",
            notes: ["Exit status: 0 enrolled, 1 held for an administrator's approval, 2 refused or not reached."],
            examples:
            [
                new Example("gatehouse agent enroll --server gate.example.org --token-file token", "with the token an administrator made"),
                new Example("gatehouse token create | ssh endpoint gatehouse agent enroll --server gate.example.org --token-file -", "without a file"),
            ]);
        command.Add(server);
        command.Add(token);
        command.Add(data);
        command.SetAction((result, _) => RunAsync(
            result.GetRequiredValue(server), result.GetRequiredValue(token), result.GetRequiredValue(data), surroundings));
        return command;
    }

    private static async Task<int> RunAsync(string server, string tokenFile, string data, Surroundings surroundings)
    {
        if (!ServerAddress.TryParse(server, out ServerAddress? address))
        {
            throw new UserError($"--server {server} is no host; write HOST, HOST:PORT or [IPV6]:PORT");
        }

        if (!EnrollmentToken.TryParse(ReadToken(tokenFile), out EnrollmentToken? token))
        {
            throw new UserError($"{tokenFile} holds no enrolment token; make one on the server with `gatehouse token create`");
        }

        EndpointFacts facts = AgentFacts.OfThisMachine();
        Enrolling enrolling = new(AgentFolder.Open(data), facts);
        EnrollmentAnswer answer = await enrolling.EnrollAsync(address, token, surroundings.Cancellation);
        if (answer.Certificate is null)
        {
            surroundings.Out.WriteLine($"held for approval as {answer.EndpointId}: {answer.Reason}");
            surroundings.Out.WriteLine($"An administrator decides with `gatehouse endpoint approve {answer.EndpointId}`; run this command again afterwards.");
            return ExitCodes.Fault;
        }

        surroundings.Out.WriteLine($"enrolled at {address} as {answer.EndpointId}");
        surroundings.Out.WriteLine("Start the agent with `gatehouse agent run`.");
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
