namespace Gatehouse.Admission.Tests.ByThePage;

/// <summary>"What the client has first", in the words of docs/protocol.md.</summary>
internal sealed record PageSession(ulong Id, byte[] Secret, byte[] Token, byte[] AddressProof, int UdpPort);
