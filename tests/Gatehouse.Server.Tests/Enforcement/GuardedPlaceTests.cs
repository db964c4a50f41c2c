using Gatehouse.Server.Hosting;

namespace Gatehouse.Server.Tests.Enforcement;

public sealed class GuardedPlaceTests
{
    [Fact]
    public async Task A_server_that_is_to_guard_an_interface_that_is_missing_names_those_there_are_and_makes_nothing()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        ServerOptions options = new() { DataFolder = folder, Port = 0, UdpPort = 0, GuardedInterfaces = ["nosuch0"] };

        ServerStartException error = await Assert.ThrowsAsync<ServerStartException>(
            () => GatehouseServer.StartAsync(options, TimeProvider.System, TestContext.Current.CancellationToken));

        Assert.StartsWith("--guard nosuch0: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces()[0].Name, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }
}
