using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Gatehouse.Cli.Commands.Storms;

/// <summary>How many sessions a second open, with full handshakes of mutual TLS and with handshakes that take up a session of TLS again.</summary>
internal static class SignInBenchmark
{
    /// <summary>Endpoints that sign in by turns.</summary>
    private const int MaxEndpoints = 64;

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
        long start = TimeProvider.System.GetTimestamp();
        int opened = 0;
        await roster.ForAllAsync(
            endpoints.Take(MaxEndpoints),
            async (endpoint, token) =>
            {
                SslStreamCertificateContext context = Roster.Context(endpoint);
                while (TimeProvider.System.GetElapsedTime(start) < time)
                {
                    try
                    {
                        if (await roster.OpenSessionAsync(endpoint, context, resume, token) is not null)
                        {
                            Interlocked.Increment(ref opened);
                        }
                    }
                    catch (Exception error) when (error is IOException or SocketException or AuthenticationException)
                    {
                        // Not counted; the next try may do.
                    }
                }
            },
            cancellation);
        return opened / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }
}
