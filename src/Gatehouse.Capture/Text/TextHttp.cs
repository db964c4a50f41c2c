namespace Gatehouse.Capture.Text;

/// <summary>The start line of a printed HTTP/1 message: of a request the method and target, of a response the status.</summary>
/// <param name="Method">Method; null for a response.</param>
/// <param name="Target">Target without its query; null for a response.</param>
/// <param name="Status">Status code; 0 for a request.</param>
/// <param name="Reason">Reason phrase; null for a request and when not printed.</param>
public sealed record TextHttp(string? Method, string? Target, int Status, string? Reason);
