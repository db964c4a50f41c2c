namespace Gatehouse.Diagnosis.Observation;

/// <summary>Octets that all streams of one source together may hold back, so that many small hoards are bounded too.</summary>
/// <param name="most">How many.</param>
internal sealed class OctetBudget(long most)
{
    /// <summary>Octets held now.</summary>
    public long Held { get; private set; }

    /// <summary>Takes octets, if there are as many left.</summary>
    public bool TryTake(int octets)
    {
        if (Held + octets > most)
        {
            return false;
        }

        Held += octets;
        return true;
    }

    /// <summary>Gives octets back.</summary>
    public void Return(int octets) => Held -= octets;
}
