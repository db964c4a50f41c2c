using System.Text.RegularExpressions;
using Gatehouse.Contracts.Administration;

namespace Gatehouse.Cli.Administration;

/// <summary>The server names routes, which is right for programs; who types commands is told the command.</summary>
internal static partial class ListCommands
{
    private static readonly (string Route, string Command)[] Commands =
    [
        (AdministrationRoutes.EnrollmentTokens, "gatehouse token list"),
        (AdministrationRoutes.ApiTokens, "gatehouse api-token list"),
        (AdministrationRoutes.Endpoints, "gatehouse endpoint list"),
        (AdministrationRoutes.CatalogueVersions, "gatehouse catalog list"),
        (AdministrationRoutes.Policies, "gatehouse policy list"),
    ];

    /// <summary>Puts commands in the place of the routes that list something.</summary>
    public static string Name(string detail) => Lists.Replace(detail, match => Command(match.Groups["route"].Value) is { } command ? $"`{command}` lists" : match.Value);

    [GeneratedRegex("GET (?<route>/api/v1/[^ ]+) lists", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Lists { get; }

    private static string? Command(string route)
    {
        return route.Split('/') is ["", "api", "v1", "policies", var policy, "versions"]
            ? $"gatehouse policy show {Uri.UnescapeDataString(policy)} --versions"
            : Commands.FirstOrDefault(known => known.Route == route).Command;
    }
}
