using Gatehouse.Bench.Output;

namespace Gatehouse.Bench.Traffic;

/// <summary>Weaves conversations together until a capture has its size: always the kind that is furthest behind its share goes next.</summary>
internal static class Generator
{
    /// <returns>Frames written.</returns>
    public static long Write(string path, string mix, long size, int faults, ulong seed)
    {
        IReadOnlyList<Share> shares = Mix.Named(mix);
        using var capture = new PcapWriter(path);
        var world = new World(new FrameWriter(capture), seed);
        var running = new IEnumerator<int>[shares.Count][];
        for (int i = 0; i < running.Length; i++)
        {
            running[i] = new IEnumerator<int>[shares[i].AtATime];
            for (int j = 0; j < running[i].Length; j++)
            {
                running[i][j] = shares[i].Begin(world);
            }
        }

        long[] progress = new long[shares.Count];
        int faultsWritten = 0;
        while (capture.Written < size)
        {
            if (faultsWritten < faults && capture.Written > size / (faults + 1) * (faultsWritten + 1))
            {
                Whole(FaultScripts.Begin(world, faultsWritten++));
            }

            int kind = FurthestBehind(progress);
            int slot = world.Random.Below(running[kind].Length);
            IEnumerator<int> script = running[kind][slot];
            if (!script.MoveNext())
            {
                running[kind][slot] = shares[kind].Begin(world);
                continue;
            }

            progress[kind] += script.Current * 1000L / shares[kind].Thousandths;
        }

        return capture.Frames;
    }

    private static int FurthestBehind(long[] written)
    {
        int least = 0;
        for (int i = 1; i < written.Length; i++)
        {
            if (written[i] < written[least])
            {
                least = i;
            }
        }

        return least;
    }

    private static void Whole(IEnumerator<int> script)
    {
        while (script.MoveNext())
        {
        }
    }
}
