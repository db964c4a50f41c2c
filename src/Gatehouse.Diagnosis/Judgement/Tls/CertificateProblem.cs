namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>What is visibly wrong with a certificate at the time of the capture.</summary>
internal enum CertificateProblem
{
    /// <summary>Nothing that the capture shows.</summary>
    None,

    /// <summary>A certificate of the chain has expired.</summary>
    Expired,

    /// <summary>The validity of a certificate of the chain has not begun.</summary>
    NotYetValid,

    /// <summary>The server's certificate is for other names than the one asked for.</summary>
    OtherName,

    /// <summary>The server's certificate is its own issuer.</summary>
    SelfSigned,
}
