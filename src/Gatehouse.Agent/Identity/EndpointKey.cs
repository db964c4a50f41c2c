using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Agent.Identity;

/// <summary>The endpoint's key pair (EC P-256). It is made here and never leaves the folder.</summary>
internal static class EndpointKey
{
    /// <summary>The key in the folder; a new one when there is none.</summary>
    /// <exception cref="AgentException">The file is damaged or cannot be written.</exception>
    public static ECDsa LoadOrMake(AgentFolder folder)
    {
        if (!File.Exists(folder.Key))
        {
            ECDsa made = Make();
            Keep(folder, made);
            return made;
        }

        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(folder.Key));
            return key;
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            key.Dispose();
            throw new AgentException($"the key {folder.Key} cannot be read ({error.Message.TrimEnd('.')}); remove the folder and enrol again with a new token", error);
        }
    }

    /// <summary>A new key, not kept yet.</summary>
    public static ECDsa Make() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Keeps a key in the folder.</summary>
    public static void Keep(AgentFolder folder, ECDsa key) => AgentFolder.Write(folder.Key, key.ExportPkcs8PrivateKeyPem());

    /// <summary>A certificate request in PEM (PKCS #10), signed with the key; its subject is only a label.</summary>
    public static string Request(ECDsa key) =>
        new CertificateRequest("CN=gatehouse agent", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
}
