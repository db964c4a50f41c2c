using System.Diagnostics;
using System.Globalization;
using Gatehouse.Bench.Traffic;

namespace Gatehouse.Bench;

/// <summary>Writes the captures that bench/compare measures on.</summary>
internal static class Program
{
    private const int BadUsage = 2;
    private const string Usage = """
        usage: generate mixed|handshakes|bulk --bytes SIZE --out FILE [--faults N] [--seed N]
               tap 0|1|2|3|4 IN OUT

        Writes a pcap file of about SIZE octets (suffixes k, m, g: powers of ten). The same arguments give the same octets everywhere.
          mixed       many short TLS, HTTP and DNS conversations, bulk TCP (30 % of the octets), QUIC- and RTP-like UDP, ICMP, fragments,
                      retransmissions, resets
          handshakes  one TLS connection after another with little data
          bulk        three quarters of the octets in bulk TCP, the rest like mixed
          --faults N  N failing conversations, spread evenly
        tap writes what one of five taps between clients and servers would have recorded of a capture that generate wrote, by a clock of its own.
        """;

    private static int Main(string[] args)
    {
        if (args is ["tap", [>= '0' and <= '4' and var number], var input, var output])
        {
            Console.Error.WriteLine($"{output}: {Tap.Write(input, output, number - '0')} frames");
            return 0;
        }

        if (args is not ["generate", "mixed" or "handshakes" or "bulk", .. string[] options] || Read(options) is not { } wanted)
        {
            Console.Error.WriteLine(Usage);
            return BadUsage;
        }

        long start = Stopwatch.GetTimestamp();
        long frames = Generator.Write(wanted.Out, args[1], wanted.Bytes, wanted.Faults, wanted.Seed);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.Error.WriteLine($"{wanted.Out}: {frames} frames in {seconds:F1} s, {wanted.Bytes / seconds / 1e6:F0} MB/s");
        return 0;
    }

    private static (string Out, long Bytes, int Faults, ulong Seed)? Read(string[] options)
    {
        string? file = null;
        long bytes = 0;
        int faults = 0;
        ulong seed = 1;
        for (int i = 0; i < options.Length; i += 2)
        {
            string value = i + 1 < options.Length ? options[i + 1] : "";
            bool understood = options[i] switch
            {
                "--out" => (file = value).Length > 0,
                "--bytes" => TryReadSize(value, out bytes),
                "--faults" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out faults),
                "--seed" => ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out seed),
                _ => false,
            };
            if (!understood)
            {
                return null;
            }
        }

        return file is not null && bytes > 0 ? (file, bytes, faults, seed) : null;
    }

    private static bool TryReadSize(string text, out long size)
    {
        long unit = text.Length == 0 ? 1 : text[^1] switch { 'k' => 1_000, 'm' => 1_000_000, 'g' => 1_000_000_000, _ => 1 };
        bool understood = long.TryParse(unit == 1 ? text : text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out size);
        size *= unit;
        return understood;
    }
}
