using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Tests.Judgement;

public sealed class EndpointFilterTests
{
    private static readonly TcpConversation Conversation = CaseRunner.Frames(
    [
        (0, PacketBuilder.Ethernet(PacketBuilder.Tcp("10.0.0.1", 50000, "10.0.0.2", 443, 0x02), source: 0x0200_5E10_2030)),
    ]).Tcp.Single();

    [Theory]
    [InlineData(null, true)]
    [InlineData("10.0.0.1", true)]
    [InlineData("10.0.0.2", true)]
    [InlineData("10.0.0.3", false)]
    [InlineData("02:00:5e:10:20:30", true)]
    [InlineData("02-00-5E-10-20-30", true)]
    [InlineData("0200.5e10.2030", true)]
    [InlineData("02:00:5e:10:20:31", false)]
    [InlineData("jdoe@branch", true)]
    public void Limits_to_an_address_of_either_kind(string? endpoint, bool matches) =>
        Assert.Equal(matches, new EndpointFilter(endpoint).Matches(Conversation));

    [Fact]
    public void Limits_packets_without_a_conversation_by_their_addresses()
    {
        Assert.True(IpAddress.TryParse("10.0.0.1", out IpAddress one));
        Assert.True(IpAddress.TryParse("10.0.0.2", out IpAddress other));
        EndpointFilter filter = new("10.0.0.2");

        Assert.True(filter.Matches(one, other));
        Assert.True(filter.Matches(other, one));
        Assert.False(filter.Matches(one, one));
    }
}
