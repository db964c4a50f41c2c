using System.CommandLine;
using Gatehouse.Cli.Administration;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Options;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Tokens;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary><c>gatehouse api-token</c>: who may administer.</summary>
internal static class ApiTokenCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions global, Surroundings surroundings) => AdministrationFamily.Create(
        "api-token",
        "Makes, lists and revokes API tokens: who may administer, and how much.",
        global,
        surroundings,
        [
            new Example("gatehouse api-token create alice --role operator --token-file alice.token", "for a colleague"),
            new Example("gatehouse endpoint list --server gate.example.org:4343 --ca anchors.pem --api-token-file alice.token", "what she does with it"),
        ],
        (command, family) =>
        {
            command.Add(Make(family));
            command.Add(List(family));
            command.Add(Revoke(family));
        });

    private static HelpfulCommand Make(AdministrationFamily family)
    {
        Argument<string> name = new("NAME") { Description = "Who will hold it; the audit log says this name" };
        RoleOption role = new();
        Option<string> expires = new("--expires") { Description = "How long it works; 90d unless given", HelpName = "TIME", DefaultValueFactory = _ => "90d" };
        Option<string?> file = SecretFile.Option();
        HelpfulCommand command = new(
            "create",
            "Makes an API token. Its secret is shown now and never again.",
            notes: ["A viewer reads; an operator also decides about endpoints; an administrator also changes policies, tokens and users."],
            examples: [new Example("gatehouse api-token create monitoring --role viewer --expires 365d --token-file monitoring.token", "for a script that reads")]);
        command.Add(name);
        command.Add(role);
        command.Add(expires);
        command.Add(file);
        AdministrationRun.Set(command, family, async (run, result) =>
        {
            SecretFile.Check(result.GetValue(file));
            ApiTokenRequest request = new(
                result.GetRequiredValue(name), result.GetValue(role), (long)Times.Read(result.GetRequiredValue(expires), "--expires").TotalSeconds);
            ApiTokenCreated created = await run.Client.SendAsync(
                HttpMethod.Post, AdministrationRoutes.ApiTokens, request, AdministrationJson.Default.ApiTokenRequest, AdministrationJson.Default.ApiTokenCreated);
            run.Note($"API token {created.Token.Id} of {created.Token.Name} works until {Times.Exact(created.Token.ExpiresAt ?? default)}");
            if (SecretFile.Write(result.GetValue(file), created.Secret))
            {
                run.Tell(created.Token, AdministrationJson.Default.ApiTokenSummary, token => run.Line(token.Id));
            }
            else
            {
                run.Tell(created, AdministrationJson.Default.ApiTokenCreated, token => run.Line(token.Secret));
            }
        });
        return command;
    }

    private static HelpfulCommand List(AdministrationFamily family)
    {
        Option<int> limit = AdministrationFamily.Limit();
        HelpfulCommand command = new("list", "Lists API tokens, newest first.", notes: [], examples: [new Example("gatehouse api-token list", "who may administer")]);
        command.Add(limit);
        AdministrationRun.Set(command, family, async (run, result) => run.Tell(
            await run.Client.ListAsync(AdministrationRoutes.ApiTokens, AdministrationJson.Default.ApiTokenPage, AdministrationFamily.Read(result, limit)),
            AdministrationJson.Default.ApiTokenSummary,
            "there are no API tokens",
            items =>
            {
                Table table = new(["ID", "NAME", "ROLE", "STATE", "EXPIRES", "LAST USED"], run.Width, flexible: 1);
                foreach (ApiTokenSummary item in items)
                {
                    DateTimeOffset now = AdministrationRun.Now;
                    table.Add(item.Id, item.Name, item.Role.ToString().ToLowerInvariant(), item.State, Times.Near(item.ExpiresAt, now), Times.Near(item.LastUsedAt, now));
                }

                table.Write(run.Out);
            }));
        return command;
    }

    private static HelpfulCommand Revoke(AdministrationFamily family)
    {
        Argument<string> id = new("ID") { Description = "Id of the token, as list shows it" };
        HelpfulCommand command = new(
            "revoke", "Revokes an API token; it ends at once.", notes: [], examples: [new Example("gatehouse api-token revoke 3f2c9a4e5b6d7081", "its holder has left")]);
        command.Add(id);
        AdministrationRun.Set(command, family, async (run, result) =>
        {
            await run.Client.SendAsync(HttpMethod.Delete, AdministrationRoutes.ApiToken(result.GetRequiredValue(id)));
            run.Note($"API token {result.GetRequiredValue(id)} is revoked");
        });
        return command;
    }
}
