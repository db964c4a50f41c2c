namespace Gatehouse.Diagnosis.Paths.Fates;

/// <summary>A TLS connection that ends at a device on the way, which opens another one to the server.</summary>
/// <param name="After">The last place that shows the client's hello.</param>
/// <param name="Before">The next one, which shows another hello instead.</param>
/// <param name="Gateway">The conversation with that other hello; the same one where the device keeps addresses and numbers.</param>
/// <param name="IsCertain">Whether nothing else can explain it.</param>
internal sealed record Interception(int After, int Before, Exchange Gateway, bool IsCertain);
