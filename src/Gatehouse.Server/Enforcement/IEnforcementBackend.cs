namespace Gatehouse.Server.Enforcement;

/// <summary>
/// Something in the network that lets endpoints through or holds them back: nftables on a gateway, or devices that take RADIUS changes of
/// authorization. It is told the whole truth each time and works out by itself what to change, so that a lost order mends itself.
/// </summary>
internal interface IEnforcementBackend
{
    /// <summary>Name for logs and for administrators.</summary>
    string Name { get; }

    /// <summary>Makes the network so.</summary>
    /// <param name="endpoints">Every endpoint that may reach anything; who is not among them is off.</param>
    /// <param name="cancellation">Ends the try.</param>
    /// <returns>Null when the network is so now; otherwise what went wrong and what to do.</returns>
    Task<string?> ApplyAsync(IReadOnlyCollection<EndpointAccess> endpoints, CancellationToken cancellation);

    /// <summary>Forgets what was applied, so that the next time everything is written anew, whatever somebody else did meanwhile.</summary>
    void Forget();
}
