using Gatehouse.Wire.Tls;

namespace Gatehouse.Wire.Tests.Tls;

public sealed class ExtensionNamesTests
{
    [Theory]
    [InlineData(0, "server_name")]
    [InlineData(43, "supported_versions")]
    [InlineData(0xFF01, "renegotiation_info")]
    [InlineData(0x3A3A, "GREASE")]
    [InlineData(999, "extension 999")]
    public void Types_have_the_registered_name_or_keep_their_number(int type, string name) =>
        Assert.Equal(name, ExtensionNames.Of((ushort)type));
}
