using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Contracts.Administration;

namespace Gatehouse.Cli.Administration;

/// <summary>Talks to the REST API of a server; whatever fails is a <see cref="UserError"/> of one line that says what to do.</summary>
internal sealed class AdministrationClient : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly ServerConnection _connection;
    private readonly HttpClient _client;
    private readonly CancellationToken _cancellation;

    /// <summary>Makes a client; connects when first asked something.</summary>
    public AdministrationClient(ServerConnection connection, CancellationToken cancellation)
    {
        _connection = connection;
        _cancellation = cancellation;
        SocketsHttpHandler handler = new()
        {
            ConnectTimeout = ConnectTimeout,
            AllowAutoRedirect = false,
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, leaf, shown, errors) => connection.Anchors.Accept(leaf, shown, errors),
            },
        };
        _client = new HttpClient(new PatientHandler(handler, TimeProvider.System)) { BaseAddress = connection.Server, Timeout = Timeout };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", connection.Token);
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("gatehouse", null));
    }

    /// <summary>Reads.</summary>
    public async Task<T> GetAsync<T>(string route, JsonTypeInfo<T> type) => await ReadAsync(await SendAsync(new HttpRequestMessage(HttpMethod.Get, route)), type);

    /// <summary>Sends a body and reads the answer.</summary>
    public async Task<TAnswer> SendAsync<T, TAnswer>(HttpMethod method, string route, T body, JsonTypeInfo<T> type, JsonTypeInfo<TAnswer> answer) =>
        await ReadAsync(await SendAsync(new HttpRequestMessage(method, route) { Content = JsonContent.Create(body, type) }), answer);

    /// <summary>Sends a body; there is no answer to read.</summary>
    public async Task SendAsync<T>(HttpMethod method, string route, T body, JsonTypeInfo<T> type) =>
        (await SendAsync(new HttpRequestMessage(method, route) { Content = JsonContent.Create(body, type) })).Dispose();

    /// <summary>Sends nothing but the request; there is no answer to read.</summary>
    public async Task SendAsync(HttpMethod method, string route) => (await SendAsync(new HttpRequestMessage(method, route))).Dispose();

    /// <summary>Reads a list to its end, or to a number of entries.</summary>
    /// <param name="route">The route of the list, with the parameters of its query.</param>
    /// <param name="type">Its pages.</param>
    /// <param name="most">Entries at most.</param>
    /// <returns>The entries, and whether there are more.</returns>
    public async Task<(IReadOnlyList<T> Items, bool More)> ListAsync<T>(string route, JsonTypeInfo<Page<T>> type, int most)
    {
        const int LargestPage = 200;
        List<T> items = [];
        string? cursor = null;
        do
        {
            string query = $"limit={Math.Min(LargestPage, most - items.Count)}" + (cursor is null ? string.Empty : $"&cursor={Uri.EscapeDataString(cursor)}");
            Page<T> page = await GetAsync($"{route}{(route.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}", type);
            items.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null && items.Count < most);

        return (items, cursor is not null);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            try
            {
                HttpResponseMessage response = await _client.SendAsync(request, _cancellation);
                if (response.IsSuccessStatusCode)
                {
                    return response;
                }

                using (response)
                {
                    throw await DescribeAsync(response);
                }
            }
            catch (HttpRequestException error)
            {
                throw Describe(error);
            }
            catch (OperationCanceledException) when (!_cancellation.IsCancellationRequested)
            {
                throw new UserError($"{Place} does not answer; check that the server runs, or name it with --server");
            }
        }
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type)
    {
        using (response)
        {
            try
            {
                return await response.Content.ReadFromJsonAsync(type, _cancellation) ?? throw new JsonException();
            }
            catch (JsonException)
            {
                throw new UserError($"{Place} answered what is no answer of Gatehouse; check --server, and what lies between");
            }
        }
    }

    private async Task<UserError> DescribeAsync(HttpResponseMessage response)
    {
        try
        {
            ProblemDocument? problem = await response.Content.ReadFromJsonAsync(AdministrationJson.Default.ProblemDocument, _cancellation);
            if (problem is { Detail.Length: > 0 })
            {
                return new UserError(ListCommands.Name(problem.Detail));
            }
        }
        catch (JsonException)
        {
            // Not an answer of ours; told below.
        }

        return new UserError($"{Place} answered with status {(int)response.StatusCode} and no reason; check --server, and what lies between");
    }

    private UserError Describe(HttpRequestException error) => error.InnerException switch
    {
        AuthenticationException => new UserError(
            $"{Place} shows a certificate that is not of the expected server; check --server and --ca, and whether a gateway opens TLS on the way"),
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => new UserError(
            $"nothing listens at {Place}; start the server (gatehouse server), or name it with --server"),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } => new UserError(
            $"the name {_connection.Server.Host} is not known; check --server"),
        _ => new UserError($"{Place} cannot be reached ({(error.InnerException ?? error).Message.TrimEnd('.')}); check --server and the network"),
    };

    private string Place => $"{_connection.Server.Host}:{_connection.Server.Port}";
}
