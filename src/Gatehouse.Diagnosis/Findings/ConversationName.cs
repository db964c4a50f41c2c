namespace Gatehouse.Diagnosis.Findings;

/// <summary>Which conversation a finding is about.</summary>
/// <param name="Protocol">"tcp", "udp" or "icmp".</param>
/// <param name="Client">The side that asks, "10.0.3.50:51000".</param>
/// <param name="Server">The side that answers.</param>
public sealed record ConversationName(string Protocol, string Client, string Server);
