namespace Gatehouse.Diagnosis.Paths.Clocks;

/// <summary>One packet that two vantage points saw.</summary>
/// <param name="Time">When the first saw it, nanoseconds by its clock.</param>
/// <param name="Difference">What the second's clock said, minus that.</param>
/// <param name="IsToServer">Which way it went.</param>
internal readonly record struct ClockPoint(long Time, long Difference, bool IsToServer);
