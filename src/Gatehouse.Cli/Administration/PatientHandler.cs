using System.Net;

namespace Gatehouse.Cli.Administration;

/// <summary>Waits and asks again when the server says that this token asked too often, as reading a long list page by page may.</summary>
/// <param name="inner">Sends the requests.</param>
internal sealed class PatientHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
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
            await Task.Delay(wait, cancellationToken);
        }
    }
}
