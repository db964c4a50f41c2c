using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Gatehouse.Cli.Tests.Commands.Agents;

public sealed class StatusCommandTests : IDisposable
{
    private const string Endpoint = "3f2c1a00-0000-4000-8000-000000000001";
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-status").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("2020-01-01T00:00:00Z", "enrolled anew at gate.example.org:4343 as 3f2c1a00-0000-4000-8000-000000000001; the agent does not run: start it")]
    [InlineData("2999-01-01T00:00:00Z", "revoked: this endpoint's identity was taken away")]
    public void What_was_known_of_an_enrolment_before_is_not_said_of_the_new_one(string written, string expected)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=endpoint", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        Write("certificate.pem", certificate.ExportCertificatePem());
        Write("trust-anchors.pem", certificate.ExportCertificatePem());
        Write("enrollment.json", $$"""{ "server": "gate.example.org:4343", "endpointId": "{{Endpoint}}" }""");
        Write("status.json", $$"""{ "state": "revoked", "at": "{{written}}", "since": "{{written}}", "server": "gate.example.org:4343", "endpointId": "{{Guid.Empty}}", "reasons": [], "reachable": [], "notDetermined": [] }""");
        Shell shell = new();

        Assert.Equal(ExitCodes.Fault, shell.Run("agent", "status", "--data", _folder));
        Assert.StartsWith(expected, shell.Out, StringComparison.Ordinal);

        Shell script = new();
        Assert.Equal(ExitCodes.Fault, script.Run("agent", "status", "--data", _folder, "--format", "json"));
        Assert.Equal(expected.StartsWith("enrolled", StringComparison.Ordinal), JsonElement.Parse(script.Out).TryGetProperty("newEnrolment", out JsonElement anew));
        if (anew.ValueKind == JsonValueKind.Object)
        {
            Assert.Equal((Endpoint, "gate.example.org:4343"), (anew.GetProperty("endpointId").GetString(), anew.GetProperty("server").GetString()));
            Assert.Contains(anew.GetProperty("next").GetString()!, shell.Out, StringComparison.Ordinal);
        }
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
