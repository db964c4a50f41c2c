using Gatehouse.Protocol.Sessions;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Protocol.Tests.Sessions;

public sealed class AddressProofsTests
{
    private static readonly ServerKeyRing Keys = new(Tickets.Key(1));
    private static readonly IpAddress Home = IpAddress.FromIpv4(0x0A000001);

    [Fact]
    public void Holds_for_its_session_and_address_only()
    {
        byte[] proof = AddressProofs.Make(Keys, 7, Home, Tickets.Noon);

        Assert.True(AddressProofs.Holds(new ServerKeyRing(Tickets.Key(2), Tickets.Key(1)), 7, Home, Tickets.Noon, proof));
        Assert.False(AddressProofs.Holds(Keys, 8, Home, Tickets.Noon, proof));
        Assert.False(AddressProofs.Holds(Keys, 7, IpAddress.FromIpv4(0x0A000002), Tickets.Noon, proof));
        Assert.False(AddressProofs.Holds(new ServerKeyRing(Tickets.Key(2)), 7, Home, Tickets.Noon, proof));
        Assert.False(AddressProofs.Holds(Keys, 7, Home, Tickets.Noon, default));
    }

    [Fact]
    public void Holds_for_a_day_and_not_a_second_longer()
    {
        byte[] proof = AddressProofs.Make(Keys, 7, Home, Tickets.Noon);

        Assert.True(AddressProofs.Holds(Keys, 7, Home, Tickets.Noon + AddressProofs.Lifetime, proof));
        Assert.False(AddressProofs.Holds(Keys, 7, Home, Tickets.Noon + AddressProofs.Lifetime + TimeSpan.FromSeconds(1), proof));
    }

    [Fact]
    public void Holds_when_the_other_node_is_two_minutes_ahead_and_not_a_second_more()
    {
        byte[] proof = AddressProofs.Make(Keys, 7, Home, Tickets.Noon);

        Assert.True(AddressProofs.Holds(Keys, 7, Home, Tickets.Noon - AddressProofs.MaxSkew, proof));
        Assert.False(AddressProofs.Holds(Keys, 7, Home, Tickets.Noon - AddressProofs.MaxSkew - TimeSpan.FromSeconds(1), proof));
    }

    [Fact]
    public void Fails_with_any_octet_changed_or_missing()
    {
        byte[] proof = AddressProofs.Make(Keys, 7, Home, Tickets.Noon);
        for (int i = 0; i < proof.Length; i++)
        {
            byte[] changed = [.. proof];
            changed[i] ^= 0x80;
            Assert.False(AddressProofs.Holds(Keys, 7, Home, Tickets.Noon, changed));
            Assert.False(AddressProofs.Holds(Keys, 7, Home, Tickets.Noon, proof.AsSpan(0, i)));
        }
    }
}
