namespace Gatehouse.Server.Storage;

/// <summary>What a key of the server is for; the numbers are stored.</summary>
internal enum KeyPurpose
{
    /// <summary>Seals the tokens by which any node recognises a session.</summary>
    SessionTokens = 1,

    /// <summary>Proves that an address was reached.</summary>
    AddressProofs = 2,
}
