using System.CommandLine;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Options;

namespace Gatehouse.Cli.Commands;

/// <summary><c>gatehouse diagnose</c>: evidence in, root cause out.</summary>
internal static class DiagnoseCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions global, Surroundings surroundings)
    {
        DiagnoseOptions options = new();
        SharingOptions sharing = new();
        FormatOption<ReportFormat> format = new();
        LanguageOption language = new();
        Command command = new HelpfulCommand(
            "diagnose",
            "Reads captures, pasted packet lists, logs and settings, and names the root cause, where it sits, what proves it and what to do.",
            notes:
            [
                "Exit status: 0 nothing wrong found, 1 a fault found, 2 could not read the evidence or bad usage, 3 inconclusive.",
            ],
            examples:
            [
                new Example("gatehouse diagnose trace.pcapng", "one capture, taken where it fails"),
                new Example("gatehouse diagnose client.pcapng client.log --log-zone +08:00", "a capture and the client's log together"),
                new Example("ssh endpoint tcpdump -c 2000 -U -w - host 10.0.2.105 | gatehouse diagnose -", "what is being captured now, elsewhere"),
                new Example("gatehouse diagnose --at client=client.pcapng --at server=server.pcapng", "two vantage points, in the order of the path"),
                new Example("gatehouse diagnose --server 10.0.2.105:4343 --expect-issuer 'Example Corp CA' trace.pcapng", "was TLS intercepted on the way?"),
                new Example("gatehouse diagnose --redact --extract proof.pcapng trace.pcapng", "a report and its proof that can go to a vendor"),
                new Example("gatehouse diagnose --format html --out report.html --at client=client.pcapng --at server=server.pcapng", "a page with the packets drawn, to attach to a ticket"),
                new Example("gatehouse diagnose --format markdown trace.pcapng", "to paste into a ticket"),
                new Example("gatehouse diagnose --lang zh-Hans trace.pcapng", "the report in Simplified Chinese (vi: Vietnamese)"),
                new Example("gatehouse diagnose --format json --out report.json trace.pcapng", "for a script"),
            ]);
        options.AddTo(command);
        sharing.AddTo(command);
        command.Add(format);
        command.Add(language);
        command.SetAction(result =>
        {
            Diagnosing diagnosing = new(surroundings, global, result);
            return diagnosing.Run(options.Read(result), result.GetValue(format), result.GetValue(language), sharing.Read(result));
        });
        return command;
    }
}
