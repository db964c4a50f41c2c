using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Gatehouse.Cli.Commands.Storms;

/// <summary>How many sessions a second open, with full handshakes of mutual TLS and with handshakes that take up a session of TLS again.</summary>
internal static class SignInBenchmark
{
    /// <summary>Endpoints that sign in by turns, so many that none asks more often than a server lets it.</summary>
    private const int MaxEndpoints = 512;

    /// <summary>Measures one of the two.</summary>
    /// <param name="roster">Opens sessions.</param>
    /// <param name="endpoints">Enrolled endpoints.</param>
    /// <param name="resume">Whether handshakes are short.</param>
    /// <param name="time">How long.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Sessions a second.</returns>
    public static async Task<double> RunAsync(
        Roster roster, IReadOnlyList<SimulatedEndpoint> endpoints, bool resume, TimeSpan time, CancellationToken cancellation)
    {
        Dictionary<SimulatedEndpoint, SslStreamCertificateContext> contexts = endpoints.Take(MaxEndpoints).ToDictionary(endpoint => endpoint, Roster.Context);
        int opened = 0;
        if (resume)
        {
            // A session of TLS must be there to be taken up again.
            await roster.ForAllAsync(contexts.Keys, OpenAsync, cancellation);
        }

        opened = 0;
        long start = TimeProvider.System.GetTimestamp();
        await roster.ForAllAsync(ByTurns(), OpenAsync, cancellation);
        return opened / TimeProvider.System.GetElapsedTime(start).TotalSeconds;

        IEnumerable<SimulatedEndpoint> ByTurns()
        {
            while (contexts.Count > 0)
            {
                foreach (SimulatedEndpoint endpoint in contexts.Keys)
                {
                    if (TimeProvider.System.GetElapsedTime(start) >= time)
                    {
                        yield break;
                    }

                    yield return endpoint;
                }
            }
        }

        async Task OpenAsync(SimulatedEndpoint endpoint, CancellationToken token)
        {
            try
            {
                if (await roster.OpenSessionAsync(endpoint, contexts[endpoint], resume, token) is not null)
                {
                    Interlocked.Increment(ref opened);
                }
            }
            catch (Exception error) when (error is IOException or SocketException or AuthenticationException)
            {
                // Not counted; the next try may do.
            }
        }
    }
}
