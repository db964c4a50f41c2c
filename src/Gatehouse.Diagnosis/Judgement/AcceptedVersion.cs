using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>A TLS version that a server agreed to.</summary>
/// <param name="Version">The version.</param>
/// <param name="FirstFrame">The first ServerHello with it.</param>
/// <param name="FirstTime">When that was.</param>
/// <param name="LastFrame">The last ServerHello with it.</param>
/// <param name="LastTime">When that was.</param>
/// <param name="Count">How often.</param>
public sealed record AcceptedVersion(
    ushort Version, long FirstFrame, Timestamp FirstTime, long LastFrame, Timestamp LastTime, long Count);
