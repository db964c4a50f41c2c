namespace Gatehouse.Capture.Text;

/// <summary>The layer of a packet detail tree that the fields below its heading belong to.</summary>
internal enum DetailLayer
{
    None = 0,
    Frame,
    Ip,
    Tcp,
    Udp,
    Icmp,
    Tls,
    Http,
    Dns,
    Radius,
}
