using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Tests;

public sealed class ServerExpectationTests
{
    [Theory]
    [InlineData("10.0.2.105", "10.0.2.105", 0)]
    [InlineData("10.0.2.105:4343", "10.0.2.105", 4343)]
    [InlineData("2001:db8::1", "2001:db8::1", 0)]
    [InlineData("[2001:db8::1]", "2001:db8::1", 0)]
    [InlineData("[2001:db8::1]:65535", "2001:db8::1", 65535)]
    [InlineData("gate.example", "gate.example", 0)]
    [InlineData("gate.example:443", "gate.example", 443)]
    public void Reads_a_host_with_or_without_a_port(string text, string host, int port)
    {
        Assert.True(ServerExpectation.TryParse(text, out ServerExpectation expectation));
        Assert.Equal((host, (ushort)port), (expectation.Host, expectation.Port));
        Assert.Equal(IpAddress.TryParse(host, out IpAddress address) ? address : (IpAddress?)null, expectation.Address);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(":443")]
    [InlineData("10.0.2.105:")]
    [InlineData("10.0.2.105:0")]
    [InlineData("10.0.2.105:65536")]
    [InlineData("10.0.2.105:+80")]
    [InlineData("10.0.2.105:443:443")]
    [InlineData("10.0.2.0/24")]
    [InlineData("https://gate.example:443")]
    [InlineData("gate example")]
    [InlineData("[]")]
    [InlineData("[2001:db8::1")]
    [InlineData("[2001:db8::1]443")]
    [InlineData("2001:db8::xyz")]
    public void Refuses_what_would_match_something_else_than_meant(string text) => Assert.False(ServerExpectation.TryParse(text, out _));

    [Theory]
    [InlineData("10.0.2.105:4343", true)]
    [InlineData("10.0.2.105", true)]
    [InlineData("10.0.2.105:443", false)]
    [InlineData("10.0.2.106:4343", false)]
    [InlineData("gate.example:4343", true)]
    [InlineData("gate.example:443", false)]
    public void Matches_by_address_and_port(string text, bool matches)
    {
        Assert.True(ServerExpectation.TryParse(text, out ServerExpectation expectation));
        Assert.True(IpEndpoint.TryParse("10.0.2.105:4343", out IpEndpoint server));

        Assert.Equal(matches, expectation.Matches(server));
    }
}
