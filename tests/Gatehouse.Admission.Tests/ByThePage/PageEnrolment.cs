using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Admission.Tests.ByThePage;

/// <summary>Enrols and opens sessions over HTTPS, written from docs/protocol.md alone: it uses nothing of the product.</summary>
internal sealed class PageEnrolment : IDisposable
{
    private readonly Uri _server;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private X509Certificate2? _certificate;
    private X509Certificate2? _anchor;

    public PageEnrolment(Uri server) => _server = server;

    /// <summary>Trades a token for a certificate.</summary>
    public async Task EnrolAsync(string token, CancellationToken cancellation)
    {
        string[] parts = token.Split('.');
        Assert.Equal(4, parts.Length);
        Assert.Equal("gh1", parts[0]);
        byte[] pin = Base64Url(parts[3]);

        using (HttpClient stranger = Client(trust: null))
        {
            string anchors = await stranger.GetStringAsync(new Uri("agent/v1/trust-anchors", UriKind.Relative), cancellation);
            X509Certificate2Collection shown = [];
            shown.ImportFromPem(anchors);
            _anchor = shown.Single(anchor => SHA256.HashData(anchor.PublicKey.ExportSubjectPublicKeyInfo()).AsSpan().SequenceEqual(pin));
        }

        using HttpClient client = Client(_anchor);
        JsonObject request = new()
        {
            ["token"] = token,
            ["certificateRequest"] = new CertificateRequest("CN=by-the-page", _key, HashAlgorithmName.SHA256).CreateSigningRequestPem(),
            ["hostName"] = "by-the-page",
            ["hardwareIds"] = new JsonArray(),
            ["operatingSystem"] = "none",
            ["agentVersion"] = "0",
        };
        JsonNode answer = await PostAsync(client, "agent/v1/enroll", request, cancellation);
        Assert.Equal("active", (string?)answer["state"]);
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem((string)answer["certificate"]!);
        _certificate = certificate.CopyWithPrivateKey(_key);
    }

    /// <summary>Opens a session.</summary>
    public async Task<PageSession> OpenSessionAsync(CancellationToken cancellation)
    {
        using HttpClient client = Client(_anchor, _certificate);
        JsonObject request = new()
        {
            ["instanceId"] = Guid.NewGuid(),
            ["hostName"] = "by-the-page",
            ["hardwareIds"] = new JsonArray(),
            ["operatingSystem"] = "none",
            ["agentVersion"] = "0",
            ["capability"] = 1,
        };
        JsonNode grant = await PostAsync(client, "agent/v1/sessions", request, cancellation);
        return new PageSession(
            (ulong)grant["sessionId"]!,
            Convert.FromBase64String((string)grant["secret"]!),
            Convert.FromBase64String((string)grant["token"]!),
            Convert.FromBase64String((string)grant["addressProof"]!),
            (int)grant["udpPort"]!);
    }

    public void Dispose()
    {
        _certificate?.Dispose();
        _anchor?.Dispose();
        _key.Dispose();
    }

    private static byte[] Base64Url(string text)
    {
        string padded = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(padded + new string('=', (4 - (padded.Length % 4)) % 4));
    }

    private static async Task<JsonNode> PostAsync(HttpClient client, string route, JsonObject request, CancellationToken cancellation)
    {
        using StringContent content = new(request.ToJsonString(JsonSerializerOptions.Default), Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync(new Uri(route, UriKind.Relative), content, cancellation);
        string text = await answer.Content.ReadAsStringAsync(cancellation);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private HttpClient Client(X509Certificate2? trust, X509Certificate2? own = null)
    {
        SocketsHttpHandler handler = new()
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, leaf, _, errors) => trust is null || IsOf(trust, leaf, errors),
                ClientCertificateContext = own is null ? null : SslStreamCertificateContext.Create(own, additionalCertificates: null, offline: true),
            },
        };
        return new HttpClient(handler) { BaseAddress = _server, Timeout = TimeSpan.FromSeconds(20) };
    }

    private static bool IsOf(X509Certificate2 anchor, X509Certificate? leaf, SslPolicyErrors errors)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(anchor);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using X509Certificate2 shown = new(leaf!);
        return chain.Build(shown) && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
    }
}
