using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gatehouse.Agent.Channels;

namespace Gatehouse.Cli.Commands.Storms;

/// <summary>
/// One HTTPS request on a connection of its own, from a given address: what an agent does when it opens a session, without what a client
/// that stays keeps around it. HTTP/1.0, so that the end of the connection is the end of the answer.
/// </summary>
internal sealed class StormHttps(ServerAddress server, ServerTrust trust)
{
    private const int MaxAnswer = 64 * 1024;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    // The server shows the same certificate to everybody; one look at it is enough for all.
    private volatile byte[]? _believed;

    /// <summary>Sends a body and reads the answer.</summary>
    /// <param name="context">The endpoint's certificate; a session of TLS is taken up again when the same object is used again.</param>
    /// <param name="source">The address to speak from.</param>
    /// <param name="route">The path.</param>
    /// <param name="body">JSON.</param>
    /// <param name="mayResume">Whether a session of TLS may be taken up again.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The body of the answer; null when it is no success.</returns>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<byte[]?> PostAsync(
        SslStreamCertificateContext context, IPAddress source, string route, ReadOnlyMemory<byte> body, bool mayResume, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeLimit);
        using Socket socket = new(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(source, 0));
        await socket.ConnectAsync(server.Host, server.Port, limit.Token);
        await using SslStream tls = new(new NetworkStream(socket, ownsSocket: false));
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = server.Host,
                ClientCertificateContext = context,
                AllowTlsResume = mayResume,
                EnabledSslProtocols = SslProtocols.Tls13 | SslProtocols.Tls12,
                RemoteCertificateValidationCallback = Accepts,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            },
            limit.Token);
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST {route} HTTP/1.0\r\nHost: {server}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        byte[] request = [.. Encoding.ASCII.GetBytes(head), .. body.Span];
        await tls.WriteAsync(request, limit.Token);
        byte[] answer = new byte[MaxAnswer];
        int length = 0;
        for (int read = 1; read > 0 && length < MaxAnswer; length += read)
        {
            read = await tls.ReadAsync(answer.AsMemory(length), limit.Token);
        }

        return Body(answer.AsSpan(0, length));
    }

    private static byte[]? Body(ReadOnlySpan<byte> answer)
    {
        ReadOnlySpan<byte> success = " 200 "u8;
        int end = answer.IndexOf("\r\n\r\n"u8);
        return end > 0 && answer[..end].IndexOf(success) is > 0 and < 16 ? answer[(end + 4)..].ToArray() : null;
    }

    private bool Accepts(object sender, X509Certificate? leaf, X509Chain? chain, SslPolicyErrors errors)
    {
        if (leaf is X509Certificate2 shown && _believed is { } believed && shown.RawDataMemory.Span.SequenceEqual(believed))
        {
            return true;
        }

        bool accepted = trust.Accepts(sender, leaf, chain, errors);
        if (accepted)
        {
            _believed = leaf!.GetRawCertData();
        }

        return accepted;
    }
}
