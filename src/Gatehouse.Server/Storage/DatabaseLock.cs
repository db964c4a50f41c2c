namespace Gatehouse.Server.Storage;

/// <summary>
/// What nodes over one PostgreSQL do one at a time: keys of its advisory locks. Any numbers that no other program uses in the same database;
/// nodes of different versions must agree on them.
/// </summary>
internal enum DatabaseLock : long
{
    /// <summary>Bringing the schema up to date.</summary>
    Schema = 0x67617465686f7573,

    /// <summary>Making what a new installation begins with: keys, the first policy, the anchors of its CA.</summary>
    Beginning = 0x67617465686f7574,

    /// <summary>Looking for endpoints that no node hears any more.</summary>
    Sweeping = 0x67617465686f7575,

    /// <summary>Taking in a catalogue of patches, which is compared with the newest one.</summary>
    Catalogue = 0x67617465686f7576,
}
