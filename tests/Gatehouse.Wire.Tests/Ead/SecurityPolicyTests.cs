using System.Buffers;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Wire.Tests.Ead;

public sealed class SecurityPolicyTests
{
    [Fact]
    public void Reads_where_the_policy_proxy_is()
    {
        SecurityPolicy policy = Policy("<i n=\"damProxyIp\">3221226024</i><i n=\"damProxyPort\">9029</i>");

        Assert.Equal("192.0.2.40", policy.ProxyAddress.ToString());
        Assert.Equal((ushort)9029, policy.ProxyPort);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<i n=\"damProxyPort\">70000</i><i n=\"damProxyIp\">nowhere</i>")]
    [InlineData("<i n=\"damProxyPort\">-1</i><i n=\"damProxyIp\"/>")]
    [InlineData("<i n=\"damProxyPort\">0</i>")]
    public void Leaves_unreadable_and_absent_values_open(string items)
    {
        SecurityPolicy policy = Policy(items);

        Assert.Null(policy.ProxyPort);
        Assert.Null(policy.ProxyAddress);
    }

    private static SecurityPolicy Policy(string items)
    {
        Assert.Equal(OperationStatus.Done, EadDocument.Read($"<data>{items}</data>", out EadDocument document, out _));
        return new SecurityPolicy(document);
    }
}
