using Gatehouse.Diagnosis.Findings;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Sources;

/// <summary>The user said what certificate to expect, and every handshake with the server was TLS 1.3, which encrypts it.</summary>
internal sealed class CertificateUnchecked : ISourceRule
{
    /// <summary>Most servers named.</summary>
    private const int MostServers = 8;

    public IEnumerable<Finding> Judge(SourceContext context)
    {
        if (context.Options is { ExpectIssuer: null or "", ExpectCertificateSha256: null or "" })
        {
            yield break;
        }

        (string Name, long Frame)[] hidden = [.. Straight(context).Concat(Tunnelled(context))];
        if (hidden.Length == 0)
        {
            yield break;
        }

        string[] names = [.. hidden.Take(MostServers).Select(server => server.Name)];
        string first = names[0];
        yield return new Finding
        {
            Code = FindingCodes.CaptureIncomplete,
            Severity = context.Options.Servers.Count > 0 ? Severity.Warning : Severity.Note,
            Confidence = Confidence.Certain,
            Title = "The server's certificate could not be checked: TLS 1.3 encrypts it",
            Explanation = $"You said what certificate to expect, and {string.Join(", ", names)}{(hidden.Length > MostServers ? " and others" : string.Empty)} "
                + "only spoke TLS 1.3 in this capture, where the certificate cannot be read. That nothing is reported here does not mean that it was the expected one.",
            Facts = new Dictionary<string, object> { ["servers"] = names },
            Evidence =
            [
                new Evidence(
                    context.Name,
                    FindingNames.Frames([.. hidden.Take(MostServers).Select(server => server.Frame)]),
                    "tls.handshake.type == 2",
                    "hellos of the servers that chose TLS 1.3"),
            ],
            NextSteps =
            [
                $"On the endpoint: `openssl s_client -connect {first} -tls1_2 </dev/null | openssl x509 -noout -issuer -fingerprint -sha256`, and the same with `-tls1_3`; compare both with the server's own certificate.",
                "Capture the same connection with TLS 1.3 switched off on the client: in TLS 1.2 the certificate can be read.",
            ],
        };
    }

    private static IEnumerable<(string Name, long Frame)> Straight(SourceContext context) => context.Servers
        .Where(server => server.Certificates.Count == 0
            && !context.IsBesideThePoint(server.Server)
            && server.Versions.Count > 0
            && server.Versions.All(accepted => TlsVersions.Rank(accepted.Version) >= TlsVersions.Tls13))
        .Select(server => (server.Server.ToString(), server.Versions.Max(accepted => accepted.LastFrame)));

    private static IEnumerable<(string Name, long Frame)> Tunnelled(SourceContext context) => context.Tunnels
        .Where(tunnel => tunnel.Value.Tls is { Certificates.Count: 0 } tls
            && TlsVersions.Rank(tls.Version) >= TlsVersions.Tls13
            && !context.IsBesideThePoint(tunnel.Value))
        .Select(tunnel => (tunnel.Key, tunnel.Value.Tls!.ServerHelloFrame));
}
