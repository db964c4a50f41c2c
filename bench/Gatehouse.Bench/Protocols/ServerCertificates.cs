using System.Globalization;
using System.Text;

namespace Gatehouse.Bench.Protocols;

/// <summary>
/// The certificates of the invented servers. Made by writing a server's number over the one in a real certificate's name and serial, so
/// they have real sizes and parse, but their signatures do not hold.
/// </summary>
internal sealed class ServerCertificates
{
    private static readonly byte[] TemplateName = "-0000.bench"u8.ToArray();
    private static readonly byte[] TemplateSerial = [0x02, 0x08, 0x5E, 0xED, 0, 0, 0, 0, 0, 0];

    private readonly byte[][] _leaves;

    public ServerCertificates(int servers)
    {
        byte[] rsa = Load("server-rsa.der");
        byte[] ec = Load("server-ec.der");
        Issuer = Load("issuer.der");
        _leaves = new byte[servers][];
        for (int server = 0; server < servers; server++)
        {
            _leaves[server] = Numbered(server % 3 == 0 ? ec : rsa, server);
        }
    }

    public byte[] Issuer { get; }

    public ReadOnlySpan<byte> Leaf(int server) => _leaves[server];

    private static byte[] Load(string name)
    {
        using Stream stream = typeof(ServerCertificates).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded");
        byte[] octets = new byte[stream.Length];
        stream.ReadExactly(octets);
        return octets;
    }

    private static byte[] Numbered(byte[] template, int number)
    {
        byte[] copy = (byte[])template.Clone();
        byte[] digits = Encoding.ASCII.GetBytes(number.ToString("D4", CultureInfo.InvariantCulture));
        for (int from = 0; copy.AsSpan(from).IndexOf(TemplateName) is var found and >= 0; from += found + TemplateName.Length)
        {
            digits.CopyTo(copy, from + found + 1);
        }

        digits.CopyTo(copy, copy.AsSpan().IndexOf(TemplateSerial) + 6);
        return copy;
    }
}
