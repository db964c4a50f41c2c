using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Capture.Text;

/// <summary>The TCP conversations of two addresses that have been opened and not yet closed, as a list goes on.</summary>
internal sealed class OpenConversations
{
    /// <summary>Open conversations held for two addresses; of more none is the only one anyway.</summary>
    private const int MaxOpen = 64;

    private readonly Dictionary<(int Group, IpAddress Low, IpAddress High), Dictionary<(ushort Low, ushort High), Closing>> _open = [];

    [Flags]
    private enum Closing
    {
        None = 0,
        Low = 1,
        High = 2,
    }

    /// <summary>Takes the control bits of a segment whose ports are printed.</summary>
    /// <param name="key">The two addresses.</param>
    /// <param name="ports">The ports, that of the lower address first.</param>
    /// <param name="flags">Control bits.</param>
    /// <param name="fromLow">Whether the lower address sent it.</param>
    public void See((int Group, IpAddress Low, IpAddress High) key, (ushort Low, ushort High) ports, TcpFlags flags, bool fromLow)
    {
        if (!_open.TryGetValue(key, out Dictionary<(ushort Low, ushort High), Closing>? open))
        {
            _open[key] = open = [];
        }

        if (flags.HasFlag(TcpFlags.Rst))
        {
            open.Remove(ports);
        }
        else if (open.TryGetValue(ports, out Closing closing))
        {
            closing = flags.HasFlag(TcpFlags.Syn) ? Closing.None : flags.HasFlag(TcpFlags.Fin) ? closing | (fromLow ? Closing.Low : Closing.High) : closing;
            open[ports] = closing;
            if (closing == (Closing.Low | Closing.High))
            {
                open.Remove(ports);
            }
        }
        else if (flags.HasFlag(TcpFlags.Syn) && open.Count < MaxOpen)
        {
            open[ports] = Closing.None;
        }
    }

    /// <summary>The ports of the only open conversation of two addresses; null when there is none or more than one.</summary>
    public (ushort Low, ushort High)? Only((int Group, IpAddress Low, IpAddress High) key) =>
        _open.TryGetValue(key, out Dictionary<(ushort Low, ushort High), Closing>? open) && open.Count == 1 ? open.Keys.First() : null;
}
