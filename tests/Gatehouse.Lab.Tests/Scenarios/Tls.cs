using Gatehouse.Lab.Tests.Networks;
using Gatehouse.Tests.Common;

namespace Gatehouse.Lab.Tests.Scenarios;

/// <summary>An agent and a server that speak TLS on port 4343, played by openssl.</summary>
internal static class Tls
{
    public const int Port = 4343;

    /// <summary>OpenSSL 3 speaks TLS 1.1 only at security level 0.</summary>
    public static readonly string[] Old = ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"];

    /// <summary>Starts a web server.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pki">Certificates and files.</param>
    /// <param name="certificate">Which certificate it has.</param>
    /// <param name="options">Further options of s_server.</param>
    public static Task Serve(Network network, Pki pki, string certificate = "policy", params IEnumerable<string> options) => network.Server.Serve(
        $"tcp {Port}", "sh", [
            "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", pki.Folder, "openssl", "s_server", "-quiet", "-WWW", "-accept", $"{Port}",
            "-key", pki.PathTo($"{certificate}.key"), "-cert", pki.PathTo($"{certificate}.pem"), "-cert_chain", pki.PathTo($"{certificate}-chain.pem"),
            .. options]);

    /// <summary>Starts a server of lab/tools/reset_server.py, which ends connections the way <paramref name="mode"/> says.</summary>
    public static Task ServeBadly(Network network, string mode) => network.Server.Serve(
        $"tcp {Port}", Requirements.Python, "-B", Checkout.PathTo("lab", "tools", "reset_server.py"), "0.0.0.0", $"{Port}", mode);

    /// <summary>Asks for a file and waits for it.</summary>
    public static Task<bool> Ask(
        Network network, Pki pki, int seconds = 4, string address = Network.ServerAddress, string file = "status.txt", params IEnumerable<string> options) =>
        Send(network, pki, seconds, address, $"GET /{file} HTTP/1.0\\r\\n\\r\\n", options);

    /// <summary>Sends a large request, as an upload would be.</summary>
    public static Task<bool> Upload(Network network, Pki pki, int seconds = 4) =>
        Send(network, pki, seconds, Network.ServerAddress, $"GET /status.txt HTTP/1.0\\r\\nX: {new string('x', 6_000)}\\r\\n\\r\\n", []);

    private static Task<bool> Send(Network network, Pki pki, int seconds, string address, string request, IEnumerable<string> options) =>
        network.Client.Try(seconds, "sh", [
            "-c", "request=$1; shift; printf \"$request\" | \"$@\"", "sh", request,
            "openssl", "s_client", "-quiet", "-ign_eof", "-connect", address.Contains(':') ? $"[{address}]:{Port}" : $"{address}:{Port}",
            "-servername", "policy.example", "-CAfile", pki.PathTo("lab-ca.pem"), "-verify_return_error", "-verify_hostname", "policy.example", .. options]);
}
