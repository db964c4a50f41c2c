namespace Gatehouse.Tests.Common;

/// <summary>Damaged copies of good input, the same ones on every run.</summary>
public static class Mutations
{
    private static readonly byte[] Interesting = [0, 1, 2, 3, 0x3F, 0x40, 0x7F, 0x80, 0xC0, 0xFE, 0xFF];

    /// <summary>Copies with a few octets changed, and now and then octets cut out, doubled or appended.</summary>
    /// <param name="sample">The good input.</param>
    /// <param name="count">How many copies in a short run; see <see cref="FuzzRuns"/>.</param>
    /// <param name="seed">Fixes the damage.</param>
    public static IEnumerable<byte[]> Of(byte[] sample, int count, int seed)
    {
        ArgumentNullException.ThrowIfNull(sample);
        Random random = new(seed);
        for (int i = 0; i < FuzzRuns.Count(count); i++)
        {
            byte[] copy = Resize(sample, random);
            for (int changes = random.Next(1, 5); changes > 0 && copy.Length > 0; changes--)
            {
                int at = random.Next(copy.Length);
                copy[at] = random.Next(3) switch
                {
                    0 => Interesting[random.Next(Interesting.Length)],
                    1 => (byte)(copy[at] ^ (1 << random.Next(8))),
                    _ => (byte)random.Next(256),
                };
            }

            yield return copy;
        }
    }

    private static byte[] Resize(byte[] sample, Random random)
    {
        int from = random.Next(sample.Length + 1);
        int to = random.Next(from, sample.Length + 1);
        return random.Next(8) switch
        {
            0 => sample[..from],
            1 => [.. sample[..from], .. sample[to..]],
            2 => [.. sample[..to], .. sample[from..]],
            _ => [.. sample],
        };
    }
}
