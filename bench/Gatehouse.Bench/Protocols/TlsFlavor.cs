namespace Gatehouse.Bench.Protocols;

/// <summary>The best version a client offers.</summary>
internal enum TlsFlavor
{
    Tls11,
    Tls12,
    Tls13,
}
