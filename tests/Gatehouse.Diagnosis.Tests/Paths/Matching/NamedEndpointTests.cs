using Gatehouse.Diagnosis.Paths.Matching;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Tests.Paths.Matching;

public sealed class NamedEndpointTests
{
    [Theory]
    [InlineData("10.0.0.1:443", "10.0.0.1", 443)]
    [InlineData("10.0.0.1", "10.0.0.1", 0)]
    [InlineData("[2001:db8::1]:443", "2001:db8::1", 443)]
    [InlineData("2001:db8::5:1", "2001:db8::5:1", 0)]
    public void Reads_what_findings_write(string name, string address, int port)
    {
        Assert.True(NamedEndpoint.TryParse(name, out IpEndpoint endpoint));
        Assert.True(IpAddress.TryParse(address, out IpAddress expected));
        Assert.Equal(new IpEndpoint(expected, (ushort)port), endpoint);
    }

    [Fact]
    public void Refuses_a_word() => Assert.False(NamedEndpoint.TryParse("client", out _));
}
