using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Ladders;

/// <summary>Takes a frame that was read again.</summary>
/// <param name="frame">The frame, valid during the call.</param>
/// <returns>Whether more are wanted.</returns>
internal delegate bool FrameHandler(in Frame frame);
