using System.Globalization;

namespace Gatehouse.Diagnosis.Paths.Matching;

/// <summary>What a device added to the TCP sequence numbers of a connection, modulo 2^32.</summary>
/// <param name="ToServer">Of segments to the server.</param>
/// <param name="ToClient">Of segments to the client.</param>
internal readonly record struct NumberShift(uint ToServer, uint ToClient)
{
    /// <summary>What was added between a place with this shift and one with another.</summary>
    public NumberShift Until(NumberShift other) => new(other.ToServer - ToServer, other.ToClient - ToClient);

    /// <summary>"to the server by 17, to the client by -4"; directions that were left alone are left out.</summary>
    public override string ToString()
    {
        string toServer = string.Create(CultureInfo.InvariantCulture, $"to the server by {(int)ToServer}");
        string toClient = string.Create(CultureInfo.InvariantCulture, $"to the client by {(int)ToClient}");
        return ToServer == 0 ? toClient : ToClient == 0 ? toServer : $"{toServer}, {toClient}";
    }
}
