using Gatehouse.Protocol.Sessions;

namespace Gatehouse.Protocol.Tests.Sessions;

public sealed class TokenSealerTests
{
    private static readonly ServerKeyRing Keys = new(Tickets.Key(1));

    [Fact]
    public void Opens_what_another_node_sealed()
    {
        SessionTicket ticket = Tickets.Make();
        byte[] token = Tickets.Seal(Keys, ticket);

        Assert.Equal(TokenSealer.TokenLength, token.Length);
        Assert.Equal(TokenStatus.Valid, TokenSealer.TryOpen(new ServerKeyRing(Tickets.Key(1)), token, Tickets.Noon, out SessionTicket? opened));
        Assert.Equal(ticket.EndpointId, opened!.EndpointId);
        Assert.Equal(ticket.SessionId, opened.SessionId);
        Assert.Equal(ticket.Secret, opened.Secret);
        Assert.Equal(ticket.IssuedAt, opened.IssuedAt);
        Assert.Equal(ticket.ExpiresAt, opened.ExpiresAt);
    }

    [Fact]
    public void Expires_at_its_last_millisecond()
    {
        SessionTicket ticket = Tickets.Make();
        byte[] token = Tickets.Seal(Keys, ticket);

        Assert.Equal(TokenStatus.Valid, TokenSealer.TryOpen(Keys, token, ticket.ExpiresAt - TimeSpan.FromMilliseconds(1), out _));
        Assert.Equal(TokenStatus.Expired, TokenSealer.TryOpen(Keys, token, ticket.ExpiresAt, out SessionTicket? opened));
        Assert.NotNull(opened);
    }

    [Fact]
    public void Opens_tokens_of_older_keys_until_they_leave_the_ring()
    {
        byte[] old = Tickets.Seal(Keys, Tickets.Make());
        ServerKeyRing rotated = new(Tickets.Key(2), Tickets.Key(1));

        Assert.Equal(TokenStatus.Valid, TokenSealer.TryOpen(rotated, old, Tickets.Noon, out _));
        Assert.Equal(TokenStatus.Valid, TokenSealer.TryOpen(new ServerKeyRing(Tickets.Key(1), Tickets.Key(2)), Tickets.Seal(rotated, Tickets.Make()), Tickets.Noon, out _));
        Assert.Equal(TokenStatus.UnknownKey, TokenSealer.TryOpen(new ServerKeyRing(Tickets.Key(2)), old, Tickets.Noon, out _));
    }

    [Fact]
    public void Refuses_a_token_with_any_octet_changed_or_missing()
    {
        byte[] token = Tickets.Seal(Keys, Tickets.Make());
        for (int i = 0; i < token.Length; i++)
        {
            byte[] changed = [.. token];
            changed[i] ^= 1;
            Assert.NotEqual(TokenStatus.Valid, TokenSealer.TryOpen(Keys, changed, Tickets.Noon, out SessionTicket? opened));
            Assert.Null(opened);
            Assert.Equal(TokenStatus.Forged, TokenSealer.TryOpen(Keys, token.AsSpan(0, i), Tickets.Noon, out _));
        }
    }

    [Fact]
    public void Shows_no_secret_in_text()
    {
        Assert.DoesNotContain("Secret", Tickets.Make().ToString(), StringComparison.Ordinal);
        Assert.Equal("server key 00000001", Tickets.Key(1).ToString());
    }

    [Fact]
    public void A_ring_refuses_two_keys_of_one_id() =>
        Assert.Throws<ArgumentException>(() => new ServerKeyRing(Tickets.Key(1), Tickets.Key(1)));
}
