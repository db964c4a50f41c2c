using Gatehouse.Wire.Ip;

namespace Gatehouse.Capture.Text;

/// <summary>One end of a printed packet.</summary>
/// <param name="Address">The IP address; null when only a name was printed, or nothing.</param>
/// <param name="Name">The resolved name, when one was printed.</param>
/// <param name="Port">The port; 0 when not printed.</param>
internal sealed record RawEnd(IpAddress? Address = null, string? Name = null, ushort Port = 0)
{
    /// <summary>Whether nothing both tell differs.</summary>
    public bool Agrees(RawEnd other) =>
        (Address is null || other.Address is null || Address == other.Address)
        && (Port == 0 || other.Port == 0 || Port == other.Port);

    /// <summary>Fills what is not known from another printing.</summary>
    public RawEnd Or(RawEnd other) => new(Address ?? other.Address, Name ?? other.Name, Port != 0 ? Port : other.Port);
}
