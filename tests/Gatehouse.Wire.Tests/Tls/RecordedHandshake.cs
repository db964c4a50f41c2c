using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;

namespace Gatehouse.Wire.Tests.Tls;

/// <summary>What two real TLS endpoints sent each other over a connection in memory.</summary>
internal sealed class RecordedHandshake
{
    private RecordedHandshake(byte[] fromClient, byte[] fromServer)
    {
        FromClient = fromClient;
        FromServer = fromServer;
    }

    public byte[] FromClient { get; }

    public byte[] FromServer { get; }

    /// <summary>Lets the two meet, exchange a word when they agree, and close.</summary>
    public static async Task<RecordedHandshake> RunAsync(SslClientAuthenticationOptions client, SslServerAuthenticationOptions server)
    {
        Pipe up = new();
        Pipe down = new();
        MemoryStream fromClient = new();
        MemoryStream fromServer = new();
        Task clientSide = RunSideAsync(
            new RecordingStream(down.Reader.AsStream(), up.Writer.AsStream(), fromClient),
            stream => stream.AuthenticateAsClientAsync(client));
        Task serverSide = RunSideAsync(
            new RecordingStream(up.Reader.AsStream(), down.Writer.AsStream(), fromServer),
            stream => stream.AuthenticateAsServerAsync(server));
        await Task.WhenAll(clientSide, serverSide).WaitAsync(TimeSpan.FromSeconds(20));
        return new RecordedHandshake(fromClient.ToArray(), fromServer.ToArray());
    }

    private static async Task RunSideAsync(RecordingStream wire, Func<SslStream, Task> authenticate)
    {
        await using SslStream stream = new(wire);
        try
        {
            await authenticate(stream);
            await stream.WriteAsync("hello"u8.ToArray());
            await stream.ReadExactlyAsync(new byte[5]);
            await stream.ShutdownAsync();
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            // A failed handshake is a recording too.
        }
    }

    /// <summary>Joins two one-way streams and copies what is written.</summary>
    private sealed class RecordingStream(Stream input, Stream output, MemoryStream copy) : Stream
    {
        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => output.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => input.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            input.ReadAsync(buffer, cancellationToken);

        public override void Write(byte[] buffer, int offset, int count)
        {
            copy.Write(buffer, offset, count);
            output.Write(buffer, offset, count);
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await copy.WriteAsync(buffer, cancellationToken);
            await output.WriteAsync(buffer, cancellationToken);
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                output.Dispose();
                input.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
