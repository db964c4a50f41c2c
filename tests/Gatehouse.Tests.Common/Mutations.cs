using System.Text;

namespace Gatehouse.Tests.Common;

/// <summary>Damaged copies of good input, the same ones on every run.</summary>
public static class Mutations
{
    private static readonly byte[] Interesting = [0, 1, 2, 3, 0x3F, 0x40, 0x7F, 0x80, 0xC0, 0xFE, 0xFF];

    /// <summary>Copies with a few octets changed, and now and then octets cut out, doubled or appended.</summary>
    /// <param name="sample">The good input.</param>
    /// <param name="count">How many copies in a short run; see <see cref="FuzzRuns"/>.</param>
    /// <param name="seed">Fixes the damage.</param>
    /// <param name="longCount">How many in a long run; <see cref="FuzzRuns.LongFactor"/> times as many when null.</param>
    public static IEnumerable<byte[]> Of(byte[] sample, int count, int seed, int? longCount = null)
    {
        ArgumentNullException.ThrowIfNull(sample);
        Random random = new(seed);
        for (int left = Runs(count, longCount); left > 0; left--)
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

    /// <summary>Copies of a text with characters changed, removed, inserted or doubled, mostly few and now and then many.</summary>
    /// <param name="sample">The good input.</param>
    /// <param name="alphabet">Characters that mean something to the reader, and some that should not be there.</param>
    /// <param name="count">How many copies in a short run.</param>
    /// <param name="seed">Fixes the damage.</param>
    /// <param name="longCount">How many in a long run; <see cref="FuzzRuns.LongFactor"/> times as many when null.</param>
    public static IEnumerable<string> Of(string sample, string alphabet, int count, int seed, int? longCount = null)
    {
        ArgumentNullException.ThrowIfNull(alphabet);
        Random random = new(seed);
        for (int left = Runs(count, longCount); left > 0; left--)
        {
            StringBuilder copy = new(sample);
            for (int changes = random.Next(1, 1 + random.Next(1, 40)); changes > 0 && copy.Length > 1; changes--)
            {
                Change(copy, alphabet, random);
            }

            yield return copy.ToString();
        }
    }

    private static int Runs(int count, int? longCount) => FuzzRuns.Count(count, longCount ?? count * FuzzRuns.LongFactor);

    private static void Change(StringBuilder text, string alphabet, Random random)
    {
        int at = random.Next(text.Length);
        int few = Math.Min(random.Next(1, 40), text.Length - at);
        switch (random.Next(5))
        {
            case 0:
                text[at] = alphabet[random.Next(alphabet.Length)];
                break;
            case 1:
                text.Insert(at, alphabet[random.Next(alphabet.Length)]);
                break;
            case 2:
                text.Remove(at, few);
                break;
            case 3:
                text.Insert(at, text.ToString(at, few));
                break;
            default:
                text.Insert(at, text.ToString(random.Next(text.Length / 2), random.Next(1, 1 + (text.Length / 4))));
                break;
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
