using System.CommandLine;
using Gatehouse.Cli.Administration;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Options;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Tokens;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary><c>gatehouse token</c>: enrolment tokens.</summary>
internal static class TokenCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions global, Surroundings surroundings) => AdministrationFamily.Create(
        "token",
        "Makes, lists and revokes enrolment tokens: the right of an endpoint to ask for an identity.",
        global,
        surroundings,
        [
            new Example("gatehouse token create --token-file pc-17.token", "for one endpoint, good for a day"),
            new Example("gatehouse token list", "which still work"),
        ],
        (command, family) =>
        {
            command.Add(Make(family));
            command.Add(List(family));
            command.Add(Revoke(family));
        });

    private static HelpfulCommand Make(AdministrationFamily family)
    {
        Option<string> expires = new("--expires") { Description = "How long it works; 24h unless given", HelpName = "TIME", DefaultValueFactory = _ => "24h" };
        Option<int> uses = new("--uses") { Description = "Endpoints that may enrol with it; 1 unless given", HelpName = "NUMBER", DefaultValueFactory = _ => 1 };
        Option<string?> note = new("--note") { Description = "What it is for", HelpName = "TEXT" };
        Option<string?> file = SecretFile.Option();
        HelpfulCommand command = new(
            "create",
            "Makes an enrolment token. Its secret is shown now and never again.",
            notes: [],
            examples:
            [
                new Example("gatehouse token create --uses 50 --expires 7d --note 'new office' --token-file office.token", "for a roll-out"),
                new Example("gatehouse agent enroll --server gate.example.org --token-file office.token", "then on each endpoint"),
            ]);
        foreach (Option option in (Option[])[expires, uses, note, file])
        {
            command.Add(option);
        }

        AdministrationRun.Set(command, family, async (run, result) =>
        {
            SecretFile.Check(result.GetValue(file));
            if (result.GetValue(uses) is < 1 or > EnrollmentTokenRequest.MaxUses)
            {
                throw new UserError($"--uses {result.GetValue(uses)} is not possible; a token enrols 1 to {EnrollmentTokenRequest.MaxUses} endpoints");
            }

            EnrollmentTokenRequest request = new(
                (long)Times.Read(result.GetRequiredValue(expires), "--expires").TotalSeconds, result.GetValue(uses), result.GetValue(note));
            EnrollmentTokenCreated created = await run.Client.SendAsync(
                HttpMethod.Post,
                AdministrationRoutes.EnrollmentTokens,
                request,
                AdministrationJson.Default.EnrollmentTokenRequest,
                AdministrationJson.Default.EnrollmentTokenCreated);
            run.Note($"enrolment token {created.Token.Id} enrols {created.Token.Uses} and works until {Times.Exact(created.Token.ExpiresAt)}");
            if (SecretFile.Write(result.GetValue(file), created.Secret))
            {
                run.Tell(created.Token, AdministrationJson.Default.EnrollmentTokenSummary, token => run.Line(token.Id));
            }
            else
            {
                run.Tell(created, AdministrationJson.Default.EnrollmentTokenCreated, token => run.Line(token.Secret));
            }
        });
        return command;
    }

    private static HelpfulCommand List(AdministrationFamily family)
    {
        Option<int> limit = AdministrationFamily.Limit();
        HelpfulCommand command = new("list", "Lists enrolment tokens, newest first.", notes: [], examples: [new Example("gatehouse token list", "which still work")]);
        command.Add(limit);
        AdministrationRun.Set(command, family, async (run, result) => run.Tell(
            await run.Client.ListAsync(AdministrationRoutes.EnrollmentTokens, AdministrationJson.Default.EnrollmentTokenPage, AdministrationFamily.Read(result, limit)),
            AdministrationJson.Default.EnrollmentTokenSummary,
            "there are no enrolment tokens; gatehouse token create makes one",
            items =>
            {
                Table table = new(["ID", "STATE", "USES LEFT", "EXPIRES", "BY", "NOTE"], run.Width, flexible: 5);
                foreach (EnrollmentTokenSummary item in items)
                {
                    table.Add(
                        item.Id, item.State, $"{item.UsesLeft} of {item.Uses}", Times.Near(item.ExpiresAt, AdministrationRun.Now), item.CreatedBy, item.Note);
                }

                table.Write(run.Out);
            }));
        return command;
    }

    private static HelpfulCommand Revoke(AdministrationFamily family)
    {
        Argument<string> id = new("ID") { Description = "Id of the token, as list shows it" };
        HelpfulCommand command = new(
            "revoke",
            "Revokes an enrolment token; endpoints that enrolled with it stay.",
            notes: [],
            examples: [new Example("gatehouse token revoke Qk3c0fXcA2M", "it was sent to the wrong person")]);
        command.Add(id);
        AdministrationRun.Set(command, family, async (run, result) =>
        {
            await run.Client.SendAsync(HttpMethod.Delete, AdministrationRoutes.EnrollmentToken(result.GetRequiredValue(id)));
            run.Note($"enrolment token {result.GetRequiredValue(id)} is revoked");
        });
        return command;
    }
}
