namespace Gatehouse.Protocol.Replay;

/// <summary>
/// Which packet numbers of one sender have been taken: the highest, and the <see cref="Width"/> up to it. Each is taken once, in any order;
/// what is older than the window is refused.
/// </summary>
internal struct ReplayWindow
{
    /// <summary>Numbers remembered.</summary>
    public const int Width = 128;

    private UInt128 _taken;

    /// <summary>The highest number taken; 0 before the first.</summary>
    public ulong Highest { get; private set; }

    /// <summary>Takes a number.</summary>
    /// <returns>False when it was taken before, is older than the window, or is 0, which nobody sends.</returns>
    public bool TryTake(ulong number)
    {
        if (number == 0)
        {
            return false;
        }

        if (number > Highest)
        {
            ulong step = number - Highest;
            _taken = step < Width ? (_taken << (int)step) | UInt128.One : UInt128.One;
            Highest = number;
            return true;
        }

        ulong back = Highest - number;
        if (back >= Width || (_taken >> (int)back & UInt128.One) != UInt128.Zero)
        {
            return false;
        }

        _taken |= UInt128.One << (int)back;
        return true;
    }
}
