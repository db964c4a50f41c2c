using Gatehouse.Tests.Common;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Wire.Tests.Tls;

public sealed class TlsStreamTests
{
    private static readonly byte[] RetryRandom = System.Security.Cryptography.SHA256.HashData("HelloRetryRequest"u8);

    [Fact]
    public void Reads_a_server_flight_of_TLS_1_2_in_order()
    {
        EventLog log = EventLog.Read(HelloBuilder.Tls12ServerFlight());

        Assert.Equal("ServerHello 0303 c02f False", log.Lines[0]);
        Assert.StartsWith("Certificate ", log.Lines[1], StringComparison.Ordinal);
        Assert.Equal(
            [
                "ServerKeyExchange 300", "ServerHelloDone 0", "ChangeCipherSpec", "EncryptedHandshake 40",
                "ApplicationData 500", "Alert 0 encrypted 26",
            ],
            log.Lines[2..]);
        Assert.Equal(HelloBuilder.CertificateBody(new byte[900], new byte[1200]), log.Certificates.Single());
    }

    [Fact]
    public void Tells_the_same_however_the_octets_are_cut()
    {
        byte[][] streams =
        [
            HelloBuilder.Tls12ServerFlight(),
            [.. HelloBuilder.ClientHelloRecord(), .. HelloBuilder.ChangeCipherSpec, .. HelloBuilder.ClientHelloRecord()],
            SslV2Hello(),
            [.. HelloBuilder.Record(TlsContentType.Alert, [2, 70]), .. HelloBuilder.Record(TlsContentType.ApplicationData, [])],
        ];
        Random random = new(20261123);
        for (int round = FuzzRuns.Count(4000, FuzzRuns.LongCount); round > 0; round--)
        {
            byte[] stream = [.. streams[random.Next(streams.Length)]];
            for (int i = random.Next(4); i > 0; i--)
            {
                stream[random.Next(Math.Min(stream.Length, 400))] ^= (byte)(1 << random.Next(8));
            }

            Assert.Equal(EventLog.Read(stream).Lines, ReadInPieces(stream, () => random.Next(1, 1 + random.Next(1, 600))).Lines);
        }
    }

    [Fact]
    public void Tells_the_same_octet_by_octet()
    {
        byte[] stream = HelloBuilder.Tls12ServerFlight();

        Assert.Equal(EventLog.Read(stream).Lines, ReadInPieces(stream, () => 1).Lines);
    }

    [Fact]
    public void Never_invents_an_event_from_a_truncated_stream()
    {
        byte[] stream = HelloBuilder.Tls12ServerFlight();
        List<string> whole = EventLog.Read(stream).Lines;
        for (int length = 0; length < stream.Length; length++)
        {
            List<string> lines = EventLog.Read(stream.AsSpan(0, length)).Lines;
            Assert.Equal(whole[..lines.Count], lines);
        }
    }

    [Fact]
    public void Puts_a_hello_together_from_many_records()
    {
        byte[] message = HelloBuilder.Message(HandshakeType.ClientHello, HelloBuilder.TypicalClientHelloBody());
        byte[] records = [.. message.Chunk(3).SelectMany(part => HelloBuilder.Record(TlsContentType.Handshake, part))];

        Assert.Equal("www.example.org", EventLog.Read(records).ClientHellos.Single().ServerName);
    }

    [Fact]
    public void Buffers_only_what_is_incomplete_and_gives_it_back()
    {
        byte[] record = HelloBuilder.ClientHelloRecord();
        TlsStream stream = new();
        EventLog log = new();

        stream.Push(record.AsSpan(0, record.Length - 1), log);
        Assert.Equal(record.Length - 1 - TlsRecordHeader.HeaderLength, stream.BufferedBytes);
        Assert.Empty(log.Lines);

        stream.Push(record.AsSpan(record.Length - 1), log);
        Assert.Equal(0, stream.BufferedBytes);
        Assert.Single(log.ClientHellos);
    }

    [Fact]
    public void Does_not_keep_messages_nobody_reads()
    {
        byte[] record = HelloBuilder.HandshakeRecord(
            HelloBuilder.Message(HandshakeType.ServerHello, HelloBuilder.ServerHelloBody()),
            HelloBuilder.Message(HandshakeType.ServerKeyExchange, new byte[9000]));
        TlsStream stream = new();
        EventLog log = new();

        stream.Push(record.AsSpan(0, record.Length - 1), log);

        Assert.Equal(HandshakeAssembler.HeaderLength, stream.BufferedBytes);
        Assert.Single(log.Lines);
        stream.Push(record.AsSpan(record.Length - 1), log);
        Assert.Equal("ServerKeyExchange 9000", log.Lines[^1]);
    }

    [Fact]
    public void Reads_an_SSLv2_framed_hello_and_the_records_after_it()
    {
        byte[] next = HelloBuilder.HandshakeRecord(HelloBuilder.Message(HandshakeType.ClientKeyExchange, new byte[66]));
        byte[] stream = [.. SslV2Hello(), .. next];
        EventLog log = EventLog.Read(stream);

        ClientHello hello = log.ClientHellos.Single();
        Assert.True(hello.IsSslV2);
        Assert.Equal(0x0301, hello.LegacyVersion);
        Assert.Equal(0, hello.RecordVersion);
        Assert.Equal([0x002F, 0x0005], hello.CipherSuites);
        Assert.Equal(3, hello.CipherSuiteCount);
        Assert.Equal(16, hello.Random.Length);
        Assert.Equal("ClientKeyExchange 66", log.Lines[^1]);
    }

    [Fact]
    public void Rejects_an_SSLv2_hello_whose_lengths_disagree()
    {
        byte[] hello = SslV2Hello();
        hello[6] += 3;

        Assert.Equal(ParseErrorKind.BadLength, EventLog.Read(hello).Malformed?.Kind);
    }

    [Fact]
    public void Reads_the_second_hello_of_a_client_that_was_asked_to_retry()
    {
        EventLog log = EventLog.Read(
            [
                .. HelloBuilder.ClientHelloRecord(), .. HelloBuilder.ChangeCipherSpec, .. HelloBuilder.ClientHelloRecord(),
                .. HelloBuilder.Record(TlsContentType.ApplicationData, new byte[69]),
            ]);

        Assert.Equal(2, log.ClientHellos.Count);
        Assert.Equal(["ChangeCipherSpec", "ApplicationData 69"], [log.Lines[1], log.Lines[3]]);
    }

    [Fact]
    public void Reads_the_hello_that_follows_a_HelloRetryRequest()
    {
        byte[] version = HelloBuilder.Extension(43, [3, 4]);
        EventLog log = EventLog.Read(
            [
                .. HelloBuilder.HandshakeRecord(HelloBuilder.Message(
                    HandshakeType.ServerHello, HelloBuilder.ServerHelloBody(extensions: [version], random: RetryRandom))),
                .. HelloBuilder.ChangeCipherSpec,
                .. HelloBuilder.HandshakeRecord(HelloBuilder.Message(
                    HandshakeType.ServerHello, HelloBuilder.ServerHelloBody(extensions: [version]))),
            ]);

        Assert.Equal(["ServerHello 0304 c02f True", "ChangeCipherSpec", "ServerHello 0304 c02f False"], log.Lines);
    }

    [Fact]
    public void Takes_the_Finished_of_TLS_1_2_as_encrypted_when_1_3_was_offered()
    {
        byte[] finished = [1, 0, 0, 40, .. new byte[36]];
        EventLog log = EventLog.Read(
            [.. HelloBuilder.ClientHelloRecord(), .. HelloBuilder.ChangeCipherSpec, .. HelloBuilder.HandshakeRecord(finished)]);

        Assert.Equal("EncryptedHandshake 40", log.Lines[^1]);
        Assert.Null(log.Malformed);
    }

    [Fact]
    public void Takes_handshake_records_after_ChangeCipherSpec_as_encrypted_whatever_they_look_like()
    {
        byte[] flight = HelloBuilder.HandshakeRecord(HelloBuilder.Message(HandshakeType.ServerHello, HelloBuilder.ServerHelloBody()));
        EventLog log = EventLog.Read([.. flight, .. HelloBuilder.ChangeCipherSpec, .. flight, .. flight]);

        Assert.Single(log.ServerHellos);
        Assert.Equal($"EncryptedHandshake {flight.Length - 5}", log.Lines[^1]);
    }

    [Fact]
    public void Takes_a_first_record_that_is_no_message_as_encrypted()
    {
        byte[] noise = [.. Enumerable.Repeat((byte)0xC7, 40)];
        EventLog log = EventLog.Read([.. HelloBuilder.HandshakeRecord(noise), .. HelloBuilder.HandshakeRecord(noise)]);

        Assert.Equal(["EncryptedHandshake 40", "EncryptedHandshake 40"], log.Lines);
    }

    [Fact]
    public void Keeps_unknown_handshake_types_as_numbers()
    {
        EventLog log = EventLog.Read(HelloBuilder.HandshakeRecord(
            HelloBuilder.Message(HandshakeType.ServerHello, HelloBuilder.ServerHelloBody()),
            HelloBuilder.Message((HandshakeType)99, [1, 2, 3])));

        Assert.Equal("99 3", log.Lines[^1]);
    }

    [Fact]
    public void Reads_a_two_octet_alert_in_the_clear_even_after_ChangeCipherSpec()
    {
        EventLog log = EventLog.Read(
            [.. HelloBuilder.ChangeCipherSpec, .. HelloBuilder.Record(TlsContentType.Alert, [2, 47])]);

        Assert.Equal(new TlsAlert(2, 47, IsEncrypted: false), log.Alerts.Single());
        Assert.True(log.Alerts[0].IsFatal);
    }

    [Fact]
    public void Knows_no_description_of_an_encrypted_alert()
    {
        EventLog log = EventLog.Read(HelloBuilder.Record(TlsContentType.Alert, new byte[26]));

        Assert.Equal(new TlsAlert(0, 0, IsEncrypted: true), log.Alerts.Single());
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request", "Malformed BadType 0")]
    [InlineData("\u0016\u0002\u0001\u0000\u0005", "Malformed BadVersion 1")]
    [InlineData("\u0016\u0003\u0001\u0048\u0001", "Malformed BadLength 3")]
    [InlineData("\u0016\u0003\u0001\u0000\u0000", "Malformed BadLength 3")]
    [InlineData("\u0015\u0003\u0001\u0000\u0000", "Malformed BadLength 3")]
    [InlineData("\u0014\u0003\u0001\u0000\u0002\u0001\u0001", "Malformed BadLength 3")]
    [InlineData("\u0014\u0003\u0001\u0000\u0001\u0002", "Malformed BadValue 5")]
    [InlineData("\u0016\u0003\u0001\u0040\u0000\u0001\u0001\u0000\u0001", "Malformed LimitExceeded 1")]
    [InlineData("\u0016\u0003\u0001\u0000\u0005\u0001\u0000\u0000\u0001\u0003", "Malformed BadLength 0")]
    public void Reports_a_contradiction_once_and_falls_silent(string octets, string expected)
    {
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(octets);
        TlsStream stream = new();
        EventLog log = new();

        stream.Push(bytes, log);
        stream.Push(HelloBuilder.ClientHelloRecord(), log);
        stream.Push(bytes, log);

        Assert.Equal([expected], log.Lines);
        Assert.True(stream.IsMalformed);
        Assert.Equal(0, stream.BufferedBytes);
    }

    [Theory]
    [InlineData(TlsContentType.ApplicationData)]
    [InlineData(TlsContentType.ChangeCipherSpec)]
    public void Rejects_other_records_inside_a_message(TlsContentType type)
    {
        byte[] hello = HelloBuilder.Message(HandshakeType.ClientHello, HelloBuilder.TypicalClientHelloBody());
        byte[] start = HelloBuilder.HandshakeRecord(hello[..50]);

        Assert.Equal(["Malformed BadType 0"], EventLog.Read([.. start, .. HelloBuilder.Record(type, [1])]).Lines);
    }

    [Fact]
    public void Accepts_the_longest_record_and_not_one_octet_more()
    {
        Assert.Equal(
            ["ApplicationData 18432"], EventLog.Read(HelloBuilder.Record(TlsContentType.ApplicationData, new byte[18432])).Lines);
        Assert.Equal(
            ["Malformed BadLength 3"], EventLog.Read(HelloBuilder.Record(TlsContentType.ApplicationData, new byte[18433])).Lines);
    }

    [Fact]
    public void Recognises_TLS_by_its_first_octets()
    {
        Assert.True(TlsStream.LooksLikeTls(HelloBuilder.ClientHelloRecord()));
        Assert.True(TlsStream.LooksLikeTls([0x15, 3, 0, 0, 2]));
        Assert.True(TlsStream.LooksLikeTls(SslV2Hello()));
        Assert.False(TlsStream.LooksLikeTls(HelloBuilder.ClientHelloRecord().AsSpan(0, 4)));
        Assert.False(TlsStream.LooksLikeTls("GET / HTTP/1.1"u8));
        Assert.False(TlsStream.LooksLikeTls([0x16, 3, 9, 0, 40]));
        Assert.False(TlsStream.LooksLikeTls([0x16, 3, 1, 0xFF, 0xFF]));
        Assert.False(TlsStream.LooksLikeTls([0x80, 0x2E, 2, 0, 2]));
        Assert.False(TlsStream.LooksLikeTls([]));
    }

    [Fact]
    public void Survives_noise_behind_valid_headers()
    {
        Random random = new(20261124);
        byte[] noise = new byte[300];
        for (int round = FuzzRuns.Count(20_000); round > 0; round--)
        {
            random.NextBytes(noise);
            noise[0] = (byte)random.Next(20, 25);
            noise[1] = 3;
            noise[3] = 0;
            noise[5] = (byte)random.Next(0, 23);
            noise[6] = 0;
            TlsStream stream = new();
            EventLog log = new();
            stream.Push(noise, log);
            Assert.True(log.Lines.Count(l => l.StartsWith("Malformed", StringComparison.Ordinal)) <= 1);
            Assert.InRange(stream.BufferedBytes, 0, noise.Length);
        }
    }

    private static EventLog ReadInPieces(ReadOnlySpan<byte> bytes, Func<int> nextLength)
    {
        TlsStream stream = new();
        EventLog log = new();
        while (!bytes.IsEmpty)
        {
            int length = Math.Min(bytes.Length, nextLength());
            stream.Push(bytes[..length], log);
            bytes = bytes[length..];
        }

        return log;
    }

    private static byte[] SslV2Hello()
    {
        byte[] message = ByteWriter.Of(w => w.U8(1).U16(0x0301).U16(9).U16(0).U16(16)
            .Raw([0, 0, 0x2F, 1, 0, 0x80, 0, 0, 5]).Raw(new byte[16]));
        return [0x80, (byte)message.Length, .. message];
    }
}
