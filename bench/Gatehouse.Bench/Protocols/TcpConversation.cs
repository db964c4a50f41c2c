using Gatehouse.Bench.Output;

namespace Gatehouse.Bench.Protocols;

/// <summary>Writes one TCP connection's segments and keeps both ends' sequence numbers. Each method is one frame.</summary>
internal sealed class TcpConversation(FrameWriter writer, Side client, Side server, Xorshift random)
{
    private uint _clientNext = (uint)random.Next();
    private uint _serverNext = (uint)random.Next();

    /// <summary>Most payload one frame of this connection carries.</summary>
    public int SegmentSize { get; } = client.Host.IsSix ? FrameWriter.FullSegmentSix : FrameWriter.FullSegment;

    public int Syn()
    {
        int grown = writer.Tcp(client, server, _clientNext, 0, TcpFlags.Syn, []);
        _clientNext++;
        return grown;
    }

    /// <summary>The same SYN again, as its sender does when nobody answers.</summary>
    public int SynAgain() => writer.Tcp(client, server, _clientNext - 1, 0, TcpFlags.Syn, []);

    public int SynAck()
    {
        int grown = writer.Tcp(server, client, _serverNext, _clientNext, TcpFlags.Syn | TcpFlags.Ack, []);
        _serverNext++;
        return grown;
    }

    public int Ack(bool fromClient) => Send(fromClient, TcpFlags.Ack, []);

    public int Data(bool fromClient, ReadOnlySpan<byte> payload, bool push = true)
    {
        int grown = Send(fromClient, push ? TcpFlags.Ack | TcpFlags.Psh : TcpFlags.Ack, payload);
        Advance(fromClient, payload.Length);
        return grown;
    }

    /// <summary>The last payload once more: a retransmission nobody needed.</summary>
    public int DataAgain(bool fromClient, ReadOnlySpan<byte> payload)
    {
        Advance(fromClient, -payload.Length);
        return Data(fromClient, payload);
    }

    public int Fin(bool fromClient)
    {
        int grown = Send(fromClient, TcpFlags.Fin | TcpFlags.Ack, []);
        Advance(fromClient, 1);
        return grown;
    }

    public int Reset(bool fromClient) => Send(fromClient, TcpFlags.Rst | TcpFlags.Ack, []);

    private int Send(bool fromClient, TcpFlags flags, ReadOnlySpan<byte> payload) => fromClient
        ? writer.Tcp(client, server, _clientNext, _serverNext, flags, payload)
        : writer.Tcp(server, client, _serverNext, _clientNext, flags, payload);

    private void Advance(bool fromClient, int octets)
    {
        if (fromClient)
        {
            _clientNext += (uint)octets;
        }
        else
        {
            _serverNext += (uint)octets;
        }
    }
}
