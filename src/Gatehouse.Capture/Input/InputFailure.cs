namespace Gatehouse.Capture.Input;

/// <summary>Why an input ended before its time.</summary>
/// <param name="Kind">Which kind of problem that is for the capture.</param>
/// <param name="Detail">What happened.</param>
internal sealed record InputFailure(CaptureProblemKind Kind, string Detail);
