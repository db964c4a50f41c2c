using Gatehouse.Cli.Administration;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Endpoints;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary>Finds the endpoint a user means: by id, by the end or the beginning of an id, or by host name when only one has it.</summary>
internal static class EndpointName
{
    private const int MostShown = 3;
    private const int MostLookedAt = 200;

    /// <summary>Finds its id.</summary>
    public static async Task<Guid> FindAsync(AdministrationClient client, string name)
    {
        if (Guid.TryParse(name, out Guid id))
        {
            return id;
        }

        string route = AdministrationFamily.Query(AdministrationRoutes.Endpoints, ("text", name));
        (IReadOnlyList<EndpointSummary> items, _) = await client.ListAsync(route, AdministrationJson.Default.EndpointPage, MostLookedAt);
        EndpointSummary[] found =
        [
            .. items.Where(item => item.HostName.Equals(name, StringComparison.OrdinalIgnoreCase)
                || item.Id.ToString().StartsWith(name, StringComparison.OrdinalIgnoreCase)
                || item.Id.ToString().EndsWith(name, StringComparison.OrdinalIgnoreCase)),
        ];
        return found.Length switch
        {
            1 => found[0].Id,
            0 => throw new UserError($"no endpoint is called '{name}'; gatehouse endpoint list --text {name} shows what is like it"),
            _ => throw new UserError(
                $"{found.Length} endpoints are called '{name}'; give the id: {string.Join(", ", found.Take(MostShown).Select(item => $"{item.Id} ({item.State})"))}"
                + (found.Length > MostShown ? ", …" : string.Empty)),
        };
    }
}
