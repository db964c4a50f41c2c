namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>How a client shows that it does not accept the server's certificate.</summary>
internal enum RefusalKind
{
    /// <summary>It says so in an alert that can be read.</summary>
    Alert,

    /// <summary>It sends an encrypted alert where its Finished should be (TLS 1.3).</summary>
    EncryptedAlert,

    /// <summary>It closes without going on with the handshake.</summary>
    Abandoned,

    /// <summary>It completes the handshake and closes at once without having said anything, as .NET clients do.</summary>
    Left,
}
