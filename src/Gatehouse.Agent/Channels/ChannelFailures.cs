using System.Net.Sockets;
using System.Security.Authentication;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Agent.Channels;

/// <summary>Turns what went wrong on the way to the server into the words of the diagnosis.</summary>
internal static class ChannelFailures
{
    /// <summary>Explains a request that got no answer.</summary>
    /// <param name="error">What the platform threw.</param>
    /// <param name="server">The server asked.</param>
    /// <param name="refused">The certificate this agent refused meanwhile; null when none.</param>
    public static ChannelFailure Explain(Exception error, ServerAddress server, RefusedCertificate? refused)
    {
        if (refused is not null)
        {
            return Refusal(refused, server);
        }

        Exception[] causes = [.. Causes(error)];
        if (causes.OfType<SocketException>().FirstOrDefault() is { } socket)
        {
            return Socket(socket.SocketErrorCode, server);
        }

        if (causes.OfType<HttpRequestException>().Any(cause => cause.HttpRequestError == HttpRequestError.NameResolutionError))
        {
            return Socket(SocketError.HostNotFound, server);
        }

        if (causes.OfType<AuthenticationException>().Any() || causes.OfType<HttpRequestException>().Any(cause => cause.HttpRequestError == HttpRequestError.SecureConnectionError))
        {
            return new ChannelFailure(
                FindingCodes.TlsRefusedAfterHello,
                $"the server {server} ended the TLS handshake",
                "check that it offers TLS 1.2 or 1.3 on this port and that no gateway inspects the connection; `gatehouse diagnose` on a capture of it tells which");
        }

        return error is OperationCanceledException or TimeoutException
            ? Socket(SocketError.TimedOut, server)
            : new ChannelFailure(FindingCodes.TcpReset, $"the connection to {server} broke off", "try again; if it stays so, capture it and run `gatehouse diagnose` on the capture");
    }

    private static ChannelFailure Refusal(RefusedCertificate refused, ServerAddress server)
    {
        string what = $"the certificate shown for {server} was refused: {refused.Reason}";
        if (refused.Issuer is { } issuer && InspectingProducts.Match(issuer) is { } product)
        {
            return new ChannelFailure(
                FindingCodes.TlsIntercepted,
                $"{what} (issued by {issuer})",
                $"{product} inspects this connection; exempt {server} from inspection");
        }

        return refused.Reason switch
        {
            ServerTrust.NameDoesNotFit => new ChannelFailure(
                FindingCodes.TlsCertificateNameMismatch, $"{what} ({refused.Subject})", $"use the name the certificate is for, or start the server with --name {server.Host}"),
            ServerTrust.DatesDoNotFit => new ChannelFailure(
                FindingCodes.TlsCertificateExpired, $"{what} ({refused.NotBefore:u} to {refused.NotAfter:u})", "set this machine's clock, or renew the server's certificate"),
            _ => new ChannelFailure(
                FindingCodes.TlsCertificateUntrusted,
                $"{what} (issued by {refused.Issuer ?? "nobody"})",
                "either a gateway inspects this connection (exempt it) or this is another server (enrol with a token of this one)"),
        };
    }

    private static ChannelFailure Socket(SocketError error, ServerAddress server) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => new ChannelFailure(
            FindingCodes.NameResolutionFailed, $"the name {server.Host} does not resolve", "check the name and this machine's name servers"),
        SocketError.ConnectionRefused => new ChannelFailure(
            FindingCodes.TcpRefused, $"{server} refuses connections", "check that the server runs and listens on this port and address"),
        SocketError.ConnectionReset or SocketError.ConnectionAborted => new ChannelFailure(
            FindingCodes.TcpReset, $"the connection to {server} was reset", "look for a device that resets it, or an error in the server's log"),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.AccessDenied => new ChannelFailure(
            FindingCodes.IcmpRejected, $"the network says that {server} cannot be reached", "check routes and firewalls on the way"),
        _ => new ChannelFailure(
            FindingCodes.TcpNoAnswer, $"{server} does not answer", "check that the server is up and that no firewall drops this port"),
    };

    private static IEnumerable<Exception> Causes(Exception error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
