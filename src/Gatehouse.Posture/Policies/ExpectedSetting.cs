namespace Gatehouse.Posture.Policies;

/// <summary>A setting that is required.</summary>
/// <param name="Name">Its name: a kernel parameter ("kernel.randomize_va_space") or a registry path with value.</param>
/// <param name="Value">What it must be; null when it must not exist.</param>
public sealed record ExpectedSetting(string Name, string? Value);
