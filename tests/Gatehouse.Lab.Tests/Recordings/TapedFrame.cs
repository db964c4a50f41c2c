namespace Gatehouse.Lab.Tests.Recordings;

/// <summary>One frame of a recording.</summary>
/// <param name="Time">Nanoseconds since 1970.</param>
/// <param name="Length">Octets on the wire.</param>
/// <param name="Octets">Octets captured, from the Ethernet header.</param>
internal sealed record TapedFrame(long Time, int Length, byte[] Octets)
{
    private const int LastOfSource = 11;
    private const byte NearEnd = 0x01;

    /// <summary>Whether it goes from client to server: hardware addresses of the ends nearer to the client end in 01.</summary>
    public bool IsToServer => Octets[LastOfSource] == NearEnd;
}
