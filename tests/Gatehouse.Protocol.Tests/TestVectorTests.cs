using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Gatehouse.Protocol.Segments;
using Gatehouse.Protocol.Server;
using Gatehouse.Protocol.Sessions;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Ip;
using ClientNode = Gatehouse.Protocol.Client.Node;

namespace Gatehouse.Protocol.Tests;

/// <summary>
/// The vectors of docs/protocol.md against the code, and against datagrams put together here from the document alone, octet by octet.
/// </summary>
public sealed partial class TestVectorTests
{
    private static readonly DateTimeOffset Issued = DateTimeOffset.FromUnixTimeMilliseconds(1_772_366_400_000);
    private static readonly IpEndpoint Address = new(IpAddress.FromIpv4(0xC0000201), 40000);
    private static readonly ServerKeyRing Keys = new(new ServerKey(1, Run(0x00, 32)));
    private static readonly Guid Exchange = new(Run(0xC0, 16), bigEndian: true);

    private static readonly SessionTicket Ticket = new(
        new Guid(Run(0x60, 16), bigEndian: true), 0x0102030405060708, Run(0x20, 32), Issued, Issued + TimeSpan.FromHours(8));

    private static readonly byte[] Token = TokenSealer.Seal(Keys, Ticket, Run(0x80, 12));
    private static readonly byte[] Proof = AddressProofs.Make(Keys, Ticket.SessionId, Address.Address, Issued);

    [Fact]
    public void Keys_are_derived_as_documented()
    {
        Same("client key", Hkdf(Ticket.Secret, Run(0xA0, 16), "gatehouse ead v1 client"));
        Same("server key", Hkdf(Ticket.Secret, Run(0xB0, 16), "gatehouse ead v1 server"));
        Same("token key", Hkdf(Run(0x00, 32), [], "gatehouse ead v1 token"));
        Same("proof key", Hkdf(Run(0x00, 32), [], "gatehouse ead v1 address"));
    }

    [Fact]
    public void Token_and_proof_are_made_as_documented()
    {
        Same("token", Token);
        Same("address proof", Proof);
    }

    [Fact]
    public void A_request_written_from_the_document_is_the_one_the_client_sends_and_the_server_takes()
    {
        byte[] body = Encoding.UTF8.GetBytes("<data><i n=\"userName\">ann</i></data>");
        byte[] content = [.. Run(0xC0, 16), 0x02, .. U16(0), .. U16(1), .. U32((uint)body.Length), .. SHA256.HashData(body)[..8], .. body];
        byte[] clear =
        [
            .. "GHC"u8, 1, 1, 0x01, .. U64(Ticket.SessionId), .. Run(0xA0, 16), .. U64(1), .. U32(250),
            .. Vector("token"), .. Vector("address proof"),
        ];
        byte[] datagram = SealByHand(Vector("client key"), 1, clear, content);

        Same("request", datagram);
        Assert.Equal(datagram, FromClient(client => client.StartCheck(At(250), Exchange, body, At(60_000))));

        Node server = new(Keys, Run(0xB0, 16));
        server.HandleDatagram(default, Issued + TimeSpan.FromMilliseconds(260), Address, datagram);
        Assert.True(server.TryPollEvent(out NodeEvent happened));
        Assert.Equal(Exchange, happened.Id);
        Assert.Equal(body, happened.Body.ToArray());
    }

    [Fact]
    public void A_policy_written_from_the_document_is_the_one_the_server_sends()
    {
        byte[] body = Encoding.UTF8.GetBytes("<data><i n=\"heartBeatInterval\">720</i></data>");
        byte[] content = [.. U64(1), .. Run(0xC0, 16), 0x00, .. U16(0), .. U16(1), .. U32((uint)body.Length), .. SHA256.HashData(body)[..8], .. body];
        byte[] clear = [.. "GHC"u8, 1, 2, 0x80, .. U64(Ticket.SessionId), .. Run(0xB0, 16), .. U64(1), .. U32(260)];
        byte[] datagram = SealByHand(Vector("server key"), 1, clear, content);

        Node server = new(Keys, Run(0xB0, 16));
        server.HandleDatagram(default, Issued + TimeSpan.FromMilliseconds(260), Address, Vector("request"));
        Assert.True(server.AnswerPolicy(default, Ticket.SessionId, Exchange, MessageBody.Encode(body)));

        Same("policy", datagram);
        Assert.Equal(datagram, FromServer(server));
    }

    [Fact]
    public void An_unproven_address_is_challenged_as_documented()
    {
        byte[] heartbeat = FromClient(client => client.SendHeartbeat(At(250), default, At(60_000)), withProof: false);
        Same("heartbeat without proof", heartbeat);

        Node server = new(Keys, Run(0xB0, 16));
        server.HandleDatagram(default, Issued + TimeSpan.FromMilliseconds(260), Address, heartbeat);
        byte[] clear = [.. "GHC"u8, 1, 15, 0x80, .. U64(Ticket.SessionId), .. Run(0xB0, 16), .. U64(1), .. U32(260)];
        byte[] challenge = SealByHand(Vector("server key"), 1, clear, [.. U64(1), .. Vector("address proof")]);

        Same("address challenge", challenge);
        Assert.Equal(challenge, FromServer(server));
    }

    private static byte[] FromClient(Action<ClientNode> command, bool withProof = true)
    {
        ClientNode client = new(Run(0xA0, 16), seed: 1);
        client.OpenSession(At(0), Ticket.SessionId, Ticket.Secret, Token, withProof ? Proof : [], At(8 * 3_600_000));
        command(client);
        byte[] buffer = new byte[ProtocolLimits.MaxDatagram];
        Assert.True(client.TryPollTransmit(At(250), buffer, out int length));
        return buffer[..length];
    }

    private static byte[] FromServer(Node server)
    {
        byte[] buffer = new byte[ProtocolLimits.MaxDatagram];
        Assert.True(server.TryPollTransmit(Issued + TimeSpan.FromMilliseconds(260), buffer, out IpEndpoint to, out int length));
        Assert.Equal(Address, to);
        return buffer[..length];
    }

    private static byte[] SealByHand(byte[] key, ulong number, byte[] clear, byte[] content)
    {
        byte[] nonce = [0, 0, 0, 0, .. U64(number)];
        byte[] cipherText = new byte[content.Length];
        byte[] tag = new byte[16];
        using AesGcm cipher = new(key, tag.Length);
        cipher.Encrypt(nonce, content, cipherText, tag, clear);
        return [.. clear, .. cipherText, .. tag];
    }

    private static byte[] Hkdf(byte[] secret, byte[] salt, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, salt, Encoding.UTF8.GetBytes(purpose));

    private static void Same(string name, byte[] actual) => Assert.True(
        actual.AsSpan().SequenceEqual(Vector(name)), $"docs/protocol.md should say of \"{name}\": {Convert.ToHexStringLower(actual)}");

    /// <summary>A vector of the document: its name in bold, then a block of hexadecimal digits.</summary>
    private static byte[] Vector(string name)
    {
        string document = File.ReadAllText(Checkout.PathTo("docs/protocol.md"));
        Match match = Block().Matches(document).Single(match => match.Groups["name"].Value == name);
        return Convert.FromHexString(string.Concat(match.Groups["hex"].Value.Where(char.IsAsciiHexDigit)));
    }

    private static TimeSpan At(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static byte[] Run(int first, int length) => [.. Enumerable.Range(first, length).Select(octet => (byte)octet)];

    private static byte[] U16(ushort value) => [(byte)(value >> 8), (byte)value];

    private static byte[] U32(uint value)
    {
        byte[] octets = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        return octets;
    }

    private static byte[] U64(ulong value)
    {
        byte[] octets = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(octets, value);
        return octets;
    }

    [GeneratedRegex(@"^\*\*(?<name>[a-z ]+)\*\*[^\n]*\n\n```\n(?<hex>[0-9a-f\s]*)```", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Block();
}
