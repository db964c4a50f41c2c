namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>Whether a capture could have shown fragments other than first ones, which carry no ports.</summary>
internal enum FragmentVisibility
{
    /// <summary>Nothing tells.</summary>
    Unknown,

    /// <summary>It shows some, or says that it was taken without a filter on ports.</summary>
    Shown,

    /// <summary>Its filter keeps ports only, so that they are absent even if they were there.</summary>
    Hidden,
}
