using Gatehouse.Bench.Output;
using Gatehouse.Bench.Protocols;

namespace Gatehouse.Bench.Traffic;

/// <summary>Conversations that fail, in the manner of <see cref="StreamScripts"/>.</summary>
internal static class FaultScripts
{
    /// <summary>Something that fails; <paramref name="kind"/> picks what, modulo the number of kinds.</summary>
    public static IEnumerator<int> Begin(World world, int kind) => (kind % 5) switch
    {
        0 => HelloRefused(world, TlsFlavor.Tls11, alert: null),
        1 => HelloRefused(world, TlsFlavor.Tls11, alert: 70),
        2 => HelloRefused(world, TlsFlavor.Tls12, alert: 40),
        3 => NobodyThere(world),
        _ => FragmentLost(world),
    };

    private static IEnumerator<int> HelloRefused(World world, TlsFlavor flavor, int? alert)
    {
        (Side client, Side server) = world.Pair(4343, out int host);
        var tcp = new TcpConversation(world.Writer, client, server, world.Random);
        yield return tcp.Syn();
        yield return tcp.SynAck();
        yield return tcp.Ack(fromClient: true);
        yield return tcp.Data(true, world.Tls.ClientHello(World.ServerName(host), flavor, hybrid: false));
        if (alert is { } description)
        {
            yield return tcp.Data(false, world.Tls.FatalAlert(description));
            yield return tcp.Fin(fromClient: false);
            yield return tcp.Fin(fromClient: true);
            yield return tcp.Ack(fromClient: false);
        }
        else
        {
            yield return tcp.Reset(fromClient: false);
        }
    }

    private static IEnumerator<int> NobodyThere(World world)
    {
        (Side client, Side server) = world.Pair(4343, out _);
        var tcp = new TcpConversation(world.Writer, client, server, world.Random);
        yield return tcp.Syn();
        yield return tcp.SynAgain();
        yield return tcp.SynAgain();
    }

    private static IEnumerator<int> FragmentLost(World world)
    {
        (Side client, Side server) = world.Pair(9019, out _, onlyFour: true);
        for (int i = 0; i < 4; i++)
        {
            yield return world.Writer.UdpInFragments(client, server, world.Noise(2656), loseSecond: true);
        }
    }
}
