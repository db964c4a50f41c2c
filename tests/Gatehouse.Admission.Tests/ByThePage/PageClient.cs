using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Admission.Tests.ByThePage;

/// <summary>
/// A client of the security check over UDP, written from docs/protocol.md alone: it uses nothing of the product, only .NET's cryptography. It
/// sends one segment at a time, which the page allows.
/// </summary>
internal sealed class PageClient : IDisposable
{
    public const byte Request = 1;
    public const byte Policy = 2;
    public const byte Report = 3;
    public const byte Verdict = 4;
    public const byte Heartbeat = 5;
    public const byte HeartbeatAnswer = 6;
    public const byte Goodbye = 10;
    public const byte Acknowledgement = 11;

    private const int HeaderLength = 42;
    private const int TagLength = 16;
    private const int SegmentRoom = 960;
    private const int SegmentHeaderLength = 33;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 1_000 };
    private readonly PageSession _session;
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);
    private readonly AesGcm _sending;
    private readonly long _opened = Stopwatch.GetTimestamp();
    private ulong _number;

    public PageClient(PageSession session, string host)
    {
        _session = session;
        _sending = Key(_salt, "gatehouse ead v1 client");
        _socket.Connect(host, session.UdpPort);
    }

    /// <summary>The longest datagram either end has sent.</summary>
    public int Longest { get; private set; }

    /// <summary>Sends a message of a check, and gathers the one that answers it.</summary>
    public string Exchange(Guid exchange, byte message, string document)
    {
        byte[] body = Encoding.UTF8.GetBytes(document);
        byte[] travelling = body.Length > SegmentRoom ? Compress(body) : body;
        int count = Math.Max(1, (travelling.Length + SegmentRoom - 1) / SegmentRoom);
        byte answer = (byte)(message + 1);
        byte[]?[] gathered = [];
        for (int index = 0; index < count; index++)
        {
            bool isLast = index == count - 1;
            byte[] segment = Segment(exchange, body.Length, travelling, index, count, isLast, travelling != body);
            SendUntil(message, segment, isLast ? got => Gather(got, answer, ref gathered) : null);
        }

        return Put(gathered);
    }

    /// <summary>Sends a message that is not part of a check until it is answered.</summary>
    public byte Call(byte message, byte answer)
    {
        byte heard = 0;
        SendUntil(message, [], got =>
        {
            heard = got.Message;
            return heard == answer;
        });
        return heard;
    }

    public void Dispose()
    {
        _sending.Dispose();
        _socket.Dispose();
    }

    private bool _isCompressed;
    private int _length;

    private bool Gather((byte Message, byte[] Content) got, byte answer, ref byte[]?[] gathered)
    {
        if (got.Message != answer)
        {
            return false;
        }

        ReadOnlySpan<byte> content = got.Content;
        int index = BinaryPrimitives.ReadUInt16BigEndian(content[17..]);
        int count = BinaryPrimitives.ReadUInt16BigEndian(content[19..]);
        _isCompressed = (content[16] & 0x01) != 0;
        _length = BinaryPrimitives.ReadInt32BigEndian(content[21..]);
        if (gathered.Length != count)
        {
            gathered = new byte[count][];
        }

        gathered[index] = content[SegmentHeaderLength..].ToArray();
        return gathered.All(part => part is not null);
    }

    private string Put(byte[]?[] gathered)
    {
        byte[] travelled = [.. gathered.SelectMany(part => part!)];
        if (!_isCompressed)
        {
            return Encoding.UTF8.GetString(travelled);
        }

        using ZLibStream inflating = new(new MemoryStream(travelled), CompressionMode.Decompress);
        byte[] body = new byte[_length];
        inflating.ReadExactly(body);
        return Encoding.UTF8.GetString(body);
    }

    private static byte[] Compress(byte[] body)
    {
        using MemoryStream compressed = new();
        using (ZLibStream deflating = new(compressed, CompressionLevel.Optimal))
        {
            deflating.Write(body);
        }

        return compressed.ToArray();
    }

    private static byte[] Segment(Guid exchange, int length, byte[] travelling, int index, int count, bool wantsAnswer, bool isCompressed)
    {
        ReadOnlySpan<byte> part = travelling.AsSpan(index * SegmentRoom, Math.Min(SegmentRoom, travelling.Length - (index * SegmentRoom)));
        byte[] segment = new byte[SegmentHeaderLength + part.Length];
        exchange.TryWriteBytes(segment, bigEndian: true, out _);
        segment[16] = (byte)((isCompressed ? 0x01 : 0) | (wantsAnswer ? 0x02 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(17), (ushort)index);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(19), (ushort)count);
        BinaryPrimitives.WriteInt32BigEndian(segment.AsSpan(21), length);
        SHA256.HashData(travelling).AsSpan(0, 8).CopyTo(segment.AsSpan(25));
        part.CopyTo(segment.AsSpan(SegmentHeaderLength));
        return segment;
    }

    // Without something to wait for, it is sent once: the last segment's answer shows that all arrived.
    private void SendUntil(byte message, byte[] content, Func<(byte Message, byte[] Content), bool>? isAnswered)
    {
        for (int tries = 0; tries < 20; tries++)
        {
            _socket.Send(Seal(message, content));
            if (isAnswered is null)
            {
                return;
            }

            while (Receive() is { } got)
            {
                if (isAnswered(got))
                {
                    return;
                }
            }
        }

        Assert.Fail($"message {message} was never answered");
    }

    private byte[] Seal(byte message, byte[] content)
    {
        bool hasProof = _session.AddressProof.Length > 0;
        byte[] datagram = new byte[HeaderLength + _session.Token.Length + _session.AddressProof.Length + content.Length + TagLength];
        "GHC"u8.CopyTo(datagram);
        datagram[3] = 1;
        datagram[4] = message;
        datagram[5] = (byte)(hasProof ? 0x01 : 0);
        BinaryPrimitives.WriteUInt64BigEndian(datagram.AsSpan(6), _session.Id);
        _salt.CopyTo(datagram, 14);
        BinaryPrimitives.WriteUInt64BigEndian(datagram.AsSpan(30), ++_number);
        BinaryPrimitives.WriteUInt32BigEndian(datagram.AsSpan(38), (uint)Stopwatch.GetElapsedTime(_opened).TotalMilliseconds);
        _session.Token.CopyTo(datagram, HeaderLength);
        _session.AddressProof.CopyTo(datagram, HeaderLength + _session.Token.Length);
        int start = HeaderLength + _session.Token.Length + _session.AddressProof.Length;
        _sending.Encrypt(Nonce(_number), content, datagram.AsSpan(start, content.Length), datagram.AsSpan(start + content.Length), datagram.AsSpan(0, start));
        Longest = Math.Max(Longest, datagram.Length);
        return datagram;
    }

    // Null when nothing more comes for the moment.
    private (byte Message, byte[] Content)? Receive()
    {
        byte[] buffer = new byte[2_048];
        int length;
        try
        {
            length = _socket.Receive(buffer);
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            return null;
        }

        Longest = Math.Max(Longest, length);
        ReadOnlySpan<byte> datagram = buffer.AsSpan(0, length);
        Assert.True(datagram.StartsWith("GHC"u8), "not of this protocol");
        Assert.Equal(1, datagram[3]);
        Assert.Equal(0x80, datagram[5]);
        Assert.Equal(_session.Id, BinaryPrimitives.ReadUInt64BigEndian(datagram[6..]));
        using AesGcm key = Key(datagram.Slice(14, 16).ToArray(), "gatehouse ead v1 server");
        byte[] opened = new byte[length - HeaderLength - TagLength];
        key.Decrypt(Nonce(BinaryPrimitives.ReadUInt64BigEndian(datagram[30..])), datagram[HeaderLength..^TagLength], datagram[^TagLength..], opened, datagram[..HeaderLength]);
        Assert.InRange(BinaryPrimitives.ReadUInt64BigEndian(opened), 1UL, _number);
        return (datagram[4], opened[8..]);
    }

    private AesGcm Key(byte[] salt, string info) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, _session.Secret, 32, salt, Encoding.ASCII.GetBytes(info)), TagLength);

    private static byte[] Nonce(ulong number)
    {
        byte[] nonce = new byte[12];
        BinaryPrimitives.WriteUInt64BigEndian(nonce.AsSpan(4), number);
        return nonce;
    }
}
