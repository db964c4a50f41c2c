using Gatehouse.Lab.Tests.Networks;
using Gatehouse.Lab.Tests.Scenarios;
using Gatehouse.Tests.Common;

[assembly: AssemblyFixture(typeof(Pki))]

namespace Gatehouse.Lab.Tests.Scenarios;

/// <summary>Certificates for one run, made by lab/pki.sh when they are first needed, and files to serve.</summary>
public sealed class Pki : IDisposable
{
    private const string Recipe = """
        set -euo pipefail
        . "$1"
        SCRATCH=$2
        pki_up
        certificate expired lab policy.example 20210101000000Z 20230101000000Z
        authority stranger '/O=Example Trading/CN=Example Trading Private CA'
        certificate untrusted stranger policy.example
        authority gateway '/O=Example Web Gateway/CN=Example Web Gateway CA'
        certificate gateway gateway policy.example
        printf 'agent status: online\n' >"$SCRATCH/status.txt"
        head -c 60000 /dev/zero | tr '\0' 'x' >"$SCRATCH/page.txt"
        cat "$PKI/lab-ca.pem" "$PKI/gateway-ca.pem" >"$SCRATCH/both.pem"
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-pki").FullName;
    private readonly Lazy<bool> _isMade;

    public Pki() => _isMade = new(() => ExternalProgram.Run("bash", "-c", Recipe, "bash", Checkout.PathTo("lab", "pki.sh"), _folder) is not null);

    /// <summary>A file of the authority: "policy.key", "lab-ca.pem"…</summary>
    public string PathTo(string name) => Path.Combine(Folder, "pki", name);

    /// <summary>The folder that is served; certificates are in "pki" below it.</summary>
    public string Folder
    {
        get
        {
            Requirements.Check();
            Assert.True(_isMade.Value, "lab/pki.sh failed");
            return _folder;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
