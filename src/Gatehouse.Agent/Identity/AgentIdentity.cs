using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Gatehouse.Agent.Channels;
using Gatehouse.Agent.Running;

namespace Gatehouse.Agent.Identity;

/// <summary>Who this endpoint is: its key and certificate, and the server that gave it.</summary>
public sealed class AgentIdentity : IDisposable
{
    private AgentIdentity(IReadOnlyList<ServerAddress> servers, Guid endpointId, X509Certificate2 certificate, X509Certificate2Collection trustAnchors)
    {
        Servers = servers;
        EndpointId = endpointId;
        Certificate = certificate;
        TrustAnchors = trustAnchors;
    }

    /// <summary>The server the endpoint enrolled at.</summary>
    public ServerAddress Server => Servers[0];

    /// <summary>All nodes of that server's installation the endpoint knows of, in the order in which they are tried; at least one.</summary>
    public IReadOnlyList<ServerAddress> Servers { get; }

    /// <summary>The identity the server gave.</summary>
    public Guid EndpointId { get; }

    /// <summary>The certificate with its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>What the server's certificate must lead to.</summary>
    public X509Certificate2Collection TrustAnchors { get; }

    /// <summary>Whether an agent enrolled in this folder.</summary>
    public static bool Exists(AgentFolder folder) => File.Exists(folder.Certificate) && File.Exists(folder.Enrollment);

    /// <summary>Reads the identity of an enrolled agent.</summary>
    /// <exception cref="AgentException">There is none, or its files are damaged.</exception>
    public static AgentIdentity Load(AgentFolder folder)
    {
        if (!Exists(folder))
        {
            throw NotEnrolled.In(folder);
        }

        try
        {
            EnrollmentRecord record = JsonSerializer.Deserialize(File.ReadAllText(folder.Enrollment), AgentJson.Default.EnrollmentRecord)
                ?? throw new JsonException("empty");
            X509Certificate2Collection anchors = [];
            anchors.ImportFromPemFile(folder.TrustAnchors);
            return ServerAddress.TryParseAll([record.Server, .. record.Others ?? []], out IReadOnlyList<ServerAddress>? servers, out _)
                ? new AgentIdentity(servers, record.EndpointId, WithKey(folder), anchors)
                : throw new JsonException("server");
        }
        catch (Exception error) when (error is JsonException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new AgentException($"the identity in {folder.Path} cannot be read ({error.Message.TrimEnd('.')}); enrol again with a new token", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();

    // Windows' TLS wants a key that its own store knows; loading a PKCS #12 makes it one.
    private static X509Certificate2 WithKey(AgentFolder folder)
    {
        X509Certificate2 certificate = X509Certificate2.CreateFromPemFile(folder.Certificate, folder.Key);
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
        }
    }
}
