using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Server.Connections;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Hosting;

/// <summary>
/// The HTTPS port. TLS asks for a client certificate and takes any or none: routes decide, so that a refusal is an HTTP answer with a reason and
/// not a connection that just ends.
/// </summary>
internal static class HttpsEndpoint
{
    /// <summary>Octets of a body at most, unless a route takes more or less.</summary>
    public const long MaxBody = 1024 * 1024;

    /// <summary>Octets of all headers.</summary>
    public const int MaxHeaders = 16 * 1024;

    /// <summary>Connections at the same time, where there are descriptors for them.</summary>
    public const long MaxConnections = 20_000;

    /// <summary>Connections that wait to be accepted; the system may allow fewer.</summary>
    public const int MaxBacklog = 4_096;

    /// <summary>Time for a TLS handshake.</summary>
    public static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);

    // Without a descriptor nothing can be accepted, and the database could not be opened either: some are kept back.
    private const double ShareOfDescriptors = 0.75;

    private static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(2);

    /// <summary>Sets Kestrel up.</summary>
    public static void Configure(KestrelServerOptions kestrel, ServerOptions options, ServerParts parts)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaders;
        kestrel.Limits.MaxConcurrentConnections = Math.Min(MaxConnections, (long)(DescriptorLimit.Read() * ShareOfDescriptors));
        kestrel.Limits.RequestHeadersTimeout = HeaderTimeout;
        kestrel.Limits.KeepAliveTimeout = IdleTimeout;
        ConnectionGate gate = kestrel.ApplicationServices.GetRequiredService<ConnectionGate>();
        kestrel.Listen(options.Listen, options.Port, listen =>
        {
            listen.Use(next => context => gate.RunAsync(context, next));
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                HandshakeTimeout = HandshakeTimeout,
                OnConnection = _ => ValueTask.FromResult(Tls(options, parts)),
            });
        });
    }

    /// <summary>Says why the port could not be opened.</summary>
    public static ServerStartException Describe(Exception error, ServerOptions options)
    {
        string place = $"port {options.Port} (TCP) of {options.Listen}";
        SocketError? code = (error as SocketException ?? error.GetBaseException() as SocketException)?.SocketErrorCode;
        if (error is AddressInUseException || error.InnerException is AddressInUseException || code == SocketError.AddressAlreadyInUse)
        {
            return new ServerStartException($"{place} is used by another program; end it, or choose another port with --port", error);
        }

        return code switch
        {
            SocketError.AccessDenied => new ServerStartException($"the right to open {place} is missing; choose a port above 1023 with --port, or allow it (CAP_NET_BIND_SERVICE)", error),
            SocketError.AddressNotAvailable => new ServerStartException($"{options.Listen} is no address of this machine; choose one with --listen", error),
            _ => new ServerStartException($"{place} cannot be opened ({error.Message.TrimEnd('.')}); choose another with --listen and --port", error),
        };
    }

    private static SslServerAuthenticationOptions Tls(ServerOptions options, ServerParts parts) => new()
    {
        ServerCertificateContext = parts.Certificate.Context(),
        CipherSuitesPolicy = options.AllowTls12 ? AuthenticatedSuites() : null,
        EnabledSslProtocols = options.AllowTls12 ? SslProtocols.Tls12 | SslProtocols.Tls13 : SslProtocols.Tls13,
        ClientCertificateRequired = true,
#pragma warning disable CA5359 // This is the server: who the client is, EndpointGate decides per route.
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],

        // Whatever a stranger shows, nothing is fetched from where it points.
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        },
    };

    // All of TLS 1.3 are; of TLS 1.2 only these, with forward secrecy and for our kind of key. Windows has a policy of its own for all programs. Only
    // then, as TLS sessions cannot be taken up again under a policy of our own.
    private static CipherSuitesPolicy? AuthenticatedSuites() => OperatingSystem.IsLinux()
        ? new CipherSuitesPolicy(
            [
                TlsCipherSuite.TLS_AES_256_GCM_SHA384,
                TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
                TlsCipherSuite.TLS_AES_128_GCM_SHA256,
                TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
                TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
                TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            ])
        : null;
}
