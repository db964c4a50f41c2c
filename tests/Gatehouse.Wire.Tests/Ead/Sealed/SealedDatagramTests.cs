using System.Buffers;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Wire.Tests.Ead.Sealed;

public sealed class SealedDatagramTests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(0x40, SealedLayout.SaltLength).Select(i => (byte)i)];

    [Fact]
    public void Reads_what_it_wrote()
    {
        byte[] bytes = Client(SealedFlags.AddressProof, content: 5);

        Assert.Equal(OperationStatus.Done, SealedDatagram.Read(bytes, out SealedDatagram datagram, out _));
        Assert.Equal(CheckMessage.Report, datagram.Header.Message);
        Assert.Equal(0x0102030405060708UL, datagram.Header.SessionId);
        Assert.Equal(Salt, datagram.Header.Salt.ToArray());
        Assert.Equal(9UL, datagram.Header.PacketNumber);
        Assert.Equal(1234U, datagram.Header.Age);
        Assert.False(datagram.Header.IsFromServer);
        Assert.Equal(SealedLayout.TokenLength, datagram.Token.Length);
        Assert.Equal(SealedLayout.ProofLength, datagram.Proof.Length);
        Assert.Equal(5, datagram.Content.Length);
        Assert.Equal(SealedLayout.TagLength, datagram.Tag.Length);
        Assert.Equal(bytes.Length, datagram.AssociatedData.Length + 5 + SealedLayout.TagLength);
    }

    [Fact]
    public void Reads_a_server_without_token()
    {
        Assert.Equal(OperationStatus.Done, SealedDatagram.Read(Server(SealedFlags.FromServer, 20), out SealedDatagram datagram, out _));
        Assert.True(datagram.Header.IsFromServer);
        Assert.True(datagram.Token.IsEmpty && datagram.Proof.IsEmpty);
        Assert.Equal(4, datagram.Content.Length);
    }

    [Theory]
    [InlineData(SealedFlags.None)]
    [InlineData(SealedFlags.AddressProof)]
    public void Wants_more_at_every_truncation(SealedFlags flags)
    {
        byte[] bytes = Client(flags, content: 0);
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, SealedDatagram.Read(bytes.AsSpan(0, length), out _, out _));
        }

        Assert.Equal(OperationStatus.Done, SealedDatagram.Read(bytes, out _, out _));
    }

    [Fact]
    public void Refuses_other_magic_versions_and_sizes()
    {
        byte[] bytes = Client(SealedFlags.None, content: 0);
        bytes[3] = 2;
        Assert.Equal(OperationStatus.InvalidData, SealedDatagram.Read(bytes, out _, out ParseError version));
        Assert.Equal(new ParseError(ParseErrorKind.BadVersion, 3), version);

        Assert.Equal(OperationStatus.InvalidData, SealedDatagram.Read("<data>"u8, out _, out ParseError magic));
        Assert.Equal(ParseErrorKind.BadType, magic.Kind);

        int overhead = Client(SealedFlags.None, content: 0).Length;
        Assert.Equal(OperationStatus.Done, SealedDatagram.Read(Client(SealedFlags.None, SealedLayout.MaxDatagram - overhead), out _, out _));
        Assert.Equal(OperationStatus.InvalidData, SealedDatagram.Read(Client(SealedFlags.None, SealedLayout.MaxDatagram - overhead + 1), out _, out ParseError size));
        Assert.Equal(ParseErrorKind.LimitExceeded, size.Kind);
    }

    [Fact]
    public void Takes_nothing_unsealed_but_a_servers_new_session()
    {
        byte[] unsealed = Server(SealedFlags.FromServer | SealedFlags.Unsealed, 0);
        Assert.Equal(OperationStatus.InvalidData, SealedDatagram.Read(unsealed, out _, out _));
        unsealed[4] = (byte)CheckMessage.NewSession;
        Assert.Equal(OperationStatus.Done, SealedDatagram.Read(unsealed, out SealedDatagram datagram, out _));
        Assert.False(datagram.IsSealed);
        Assert.True(datagram.Content.IsEmpty && datagram.Tag.IsEmpty);
        Assert.Equal(OperationStatus.InvalidData, SealedDatagram.Read([.. unsealed, 0], out _, out ParseError trailing));
        Assert.Equal(ParseErrorKind.TrailingData, trailing.Kind);
        unsealed[5] = (byte)SealedFlags.Unsealed;
        Assert.Equal(OperationStatus.InvalidData, SealedDatagram.Read(unsealed, out _, out _));
    }

    [Fact]
    public void Survives_mutations()
    {
        int done = 0;
        foreach (byte[] bytes in Mutations.Of(Client(SealedFlags.AddressProof, 30), 20_000, seed: 4))
        {
            if (SealedDatagram.Read(bytes, out SealedDatagram datagram, out _) == OperationStatus.Done)
            {
                done++;
                Assert.Equal(bytes.Length, datagram.AssociatedData.Length + datagram.Content.Length + datagram.Tag.Length);
            }
        }

        Assert.InRange(done, 1000, FuzzRuns.Count(20_000) - 1);
    }

    private static byte[] Client(SealedFlags flags, int content)
    {
        int proof = (flags & SealedFlags.AddressProof) != 0 ? SealedLayout.ProofLength : 0;
        byte[] bytes = new byte[SealedLayout.HeaderLength + SealedLayout.TokenLength + proof + content + SealedLayout.TagLength];
        SealedHeader.Write(bytes, CheckMessage.Report, flags, 0x0102030405060708, Salt, 9, 1234);
        return bytes;
    }

    private static byte[] Server(SealedFlags flags, int rest)
    {
        byte[] bytes = new byte[SealedLayout.HeaderLength + rest];
        SealedHeader.Write(bytes, CheckMessage.Policy, flags, 1, Salt, 2, 3);
        return bytes;
    }
}
