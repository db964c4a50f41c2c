using System.Net;

namespace Gatehouse.Cli.Administration;

/// <summary>Waits and asks again when the server says that this token asked too often, as reading a long list page by page may.</summary>
/// <param name="inner">Sends the requests.</param>
/// <param name="clock">Measures the wait.</param>
internal sealed class PatientHandler(HttpMessageHandler inner, TimeProvider clock) : DelegatingHandler(inner)
{
    /// <summary>A proxy may answer for the server and say 0, which would be no wait at all.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    /// <summary>Who is to wait longer is told so instead.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        while (true)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode != HttpStatusCode.TooManyRequests || response.Headers.RetryAfter?.Delta is not { } wait || wait > LongestWait)
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(wait < ShortestWait ? ShortestWait : wait, clock, cancellationToken);
        }
    }
}
