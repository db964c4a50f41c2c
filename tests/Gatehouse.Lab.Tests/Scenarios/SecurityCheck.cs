using Gatehouse.Lab.Tests.Networks;
using Gatehouse.Tests.Common;

namespace Gatehouse.Lab.Tests.Scenarios;

/// <summary>The exchange over UDP of lab/tools/security_check.py: packet 3, the report, leaves in two fragments.</summary>
internal static class SecurityCheck
{
    private static readonly string Script = Checkout.PathTo("lab", "tools", "security_check.py");

    /// <summary>Starts the server's part.</summary>
    public static Task Serve(Network network, string address = Network.ServerAddress, params IEnumerable<string> options) =>
        network.Server.Serve("udp 9029", Requirements.Python, ["-B", Script, "server", address, .. options]);

    /// <summary>Runs the client's part.</summary>
    /// <returns>Whether every packet was answered.</returns>
    public static Task<bool> Run(Network network, string address = Network.ServerAddress, params IEnumerable<string> options) =>
        network.Client.Try(20, Requirements.Python, ["-B", Script, "client", address, "--pause", "0.1", "--spacing", "0.5", "--tries", "3", .. options]);
}
