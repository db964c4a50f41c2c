namespace Gatehouse.Diagnosis.Ladders;

/// <summary>What is remarkable about a packet.</summary>
public enum LadderMark
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It carries a TLS alert.</summary>
    Alert,

    /// <summary>It resets the connection.</summary>
    Reset,

    /// <summary>It is an ICMP error.</summary>
    Error,
}
