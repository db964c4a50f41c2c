using System.Runtime.CompilerServices;
using Gatehouse.Wire;

namespace Gatehouse.Diagnosis.Observation.Tls;

/// <summary>What one side of a TLS conversation said. Frame numbers are 0 where nothing of the kind was seen.</summary>
public sealed class TlsDirection
{
    /// <summary>Application data records whose lengths are kept.</summary>
    internal const int MostLengths = 4;

    private RecordLengths _lengths;

    /// <summary>ChangeCipherSpec.</summary>
    public long ChangeCipherSpecFrame { get; internal set; }

    /// <summary>First encrypted handshake record (TLS 1.2 and older: the Finished message).</summary>
    public long EncryptedHandshakeFrame { get; internal set; }

    /// <summary>First application data record (in TLS 1.3 the handshake goes on inside such records).</summary>
    public long ApplicationDataFrame { get; internal set; }

    /// <summary>Application data records seen while the beginning was followed; later ones are not counted.</summary>
    public int ApplicationDataRecords { get; internal set; }

    /// <summary>Length of the first application data record in octets.</summary>
    public int FirstApplicationDataLength { get; internal set; }

    /// <summary>Length of the last application data record seen while the beginning was followed.</summary>
    public int LastApplicationDataLength { get; internal set; }

    /// <summary>Octets inside application data records seen while the beginning was followed.</summary>
    public long ApplicationDataOctets { get; internal set; }

    /// <summary>The octets contradict TLS from this frame on.</summary>
    public long MalformedFrame { get; internal set; }

    /// <summary>Why.</summary>
    public ParseError MalformedError { get; internal set; }

    /// <summary>Length in octets of one of the first four application data records; 0 when there was none or it is not known.</summary>
    /// <param name="index">0 for the first.</param>
    internal int ApplicationDataLength(int index) => index < MostLengths ? _lengths[index] : 0;

    internal void AddApplicationData(int length, long frame)
    {
        if (ApplicationDataRecords == 0)
        {
            ApplicationDataFrame = frame;
            FirstApplicationDataLength = length;
        }

        if (ApplicationDataRecords < MostLengths)
        {
            _lengths[ApplicationDataRecords] = (ushort)length;
        }

        ApplicationDataRecords++;
        LastApplicationDataLength = length;
        ApplicationDataOctets += length;
    }

    [InlineArray(MostLengths)]
    private struct RecordLengths
    {
        private ushort _first;
    }
}
