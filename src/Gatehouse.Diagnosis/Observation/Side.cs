namespace Gatehouse.Diagnosis.Observation;

/// <summary>The two ends of a conversation.</summary>
public enum Side
{
    /// <summary>The end that opened it, or asked first.</summary>
    Client,

    /// <summary>The end that was asked.</summary>
    Server,
}
