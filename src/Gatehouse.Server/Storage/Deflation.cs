using System.IO.Compression;

namespace Gatehouse.Server.Storage;

/// <summary>
/// How bodies are kept: an octet that says how, then the body as it is when it is short, or deflated (RFC 1951), which makes a report of patch
/// names a third.
/// </summary>
internal static class Deflation
{
    /// <summary>Octets of a body that is brought back at most.</summary>
    public const int MaxBody = 4 * 1024 * 1024;

    // Setting a compressor up costs more than it saves on less.
    private const int WorthDeflating = 1024;
    private const byte AsItIs = 0;
    private const byte Deflated = 1;

    /// <summary>Makes a body ready to be kept.</summary>
    public static byte[] Deflate(ReadOnlySpan<byte> body)
    {
        if (body.Length < WorthDeflating)
        {
            return [AsItIs, .. body];
        }

        using MemoryStream stored = new(body.Length / 2);
        stored.WriteByte(Deflated);
        using (DeflateStream deflate = new(stored, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(body);
        }

        return stored.ToArray();
    }

    /// <summary>Brings a body back.</summary>
    /// <exception cref="StorageException">It is longer than <see cref="MaxBody"/> or was not made here.</exception>
    public static byte[] Inflate(byte[] stored) => stored switch
    {
        [AsItIs, .. byte[] body] => body,
        [Deflated, .. byte[] deflated] => InflateAll(deflated),
        _ => throw Changed(),
    };

    private static byte[] InflateAll(byte[] deflated)
    {
        using MemoryStream body = new();
        using DeflateStream inflate = new(new MemoryStream(deflated), CompressionMode.Decompress);
        byte[] buffer = new byte[16 * 1024];
        try
        {
            for (int read = inflate.Read(buffer); read > 0; read = inflate.Read(buffer))
            {
                if (body.Length + read > MaxBody)
                {
                    throw Changed();
                }

                body.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException error)
        {
            throw Changed(error);
        }

        return body.ToArray();
    }

    private static StorageException Changed(Exception? cause = null) =>
        new("a stored report cannot be read; the database was changed by another program", cause);
}
