namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Ports on which one transport is usual: a hint where the evidence itself is silent, never a proof.</summary>
internal static class TransportPorts
{
    /// <summary>Whether TLS from the first octet is usual: HTTPS and consoles, LDAPS, mail, WinRM, AMQP, MQTT.</summary>
    public static bool IsTls(ushort port) => port is 443 or 465 or 636 or 993 or 995 or 3269 or 4343 or 5671 or 5986 or 6697 or 8443 or 8883 or 9443;

    /// <summary>Whether HTTP in the clear is usual.</summary>
    public static bool IsHttp(ushort port) => port is 80 or 591 or 3128 or 5985 or 8000 or 8008 or 8080 or 8081 or 8088 or 8888;
}
