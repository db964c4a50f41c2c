namespace Gatehouse.Diagnosis.Judgement;

/// <summary>How far a packet has come, told by its time to live: systems start at 64, 128 or 255.</summary>
internal static class Hops
{
    /// <summary>Routers passed, if a packet came further than this, are not believed: the sender started at another value.</summary>
    private const int MostBelieved = 40;

    private const int Unix = 64;
    private const int Windows = 128;
    private const int Most = 255;

    /// <summary>Routers a packet has passed; null when its time to live is not known or started nowhere usual.</summary>
    public static int? Of(byte ttl)
    {
        int passed = Initial(ttl) - ttl;
        return ttl == 0 || passed > MostBelieved ? null : passed;
    }

    /// <summary>The value a packet's time to live most likely started from.</summary>
    public static int Initial(byte ttl) => ttl switch
    {
        <= Unix => Unix,
        <= Windows => Windows,
        _ => Most,
    };
}
