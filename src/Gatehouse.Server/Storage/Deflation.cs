using System.IO.Compression;

namespace Gatehouse.Server.Storage;

/// <summary>How bodies are kept: deflated (RFC 1951), which makes a report of patch names a third.</summary>
internal static class Deflation
{
    /// <summary>Octets of a body that is brought back at most.</summary>
    public const int MaxBody = 4 * 1024 * 1024;

    /// <summary>Deflates a body.</summary>
    public static byte[] Deflate(ReadOnlySpan<byte> body)
    {
        using MemoryStream stored = new(body.Length / 2);
        using (DeflateStream deflate = new(stored, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(body);
        }

        return stored.ToArray();
    }

    /// <summary>Brings a body back.</summary>
    /// <exception cref="StorageException">It is longer than <see cref="MaxBody"/> or was not deflated here.</exception>
    public static byte[] Inflate(byte[] stored)
    {
        using MemoryStream body = new();
        using DeflateStream inflate = new(new MemoryStream(stored), CompressionMode.Decompress);
        byte[] buffer = new byte[16 * 1024];
        try
        {
            for (int read = inflate.Read(buffer); read > 0; read = inflate.Read(buffer))
            {
                if (body.Length + read > MaxBody)
                {
                    throw new StorageException("a stored report is longer than it can be; the database was changed by another program");
                }

                body.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException error)
        {
            throw new StorageException("a stored report cannot be read; the database was changed by another program", error);
        }

        return body.ToArray();
    }
}
