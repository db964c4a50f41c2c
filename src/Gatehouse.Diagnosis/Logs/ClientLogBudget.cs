namespace Gatehouse.Diagnosis.Logs;

/// <summary>What may still be kept of the packets of all logs of a run.</summary>
internal sealed class ClientLogBudget
{
    private int _packets = ClientLogLimits.MaxPackets;
    private int _items = ClientLogLimits.MaxItems;
    private int _text = ClientLogLimits.MaxDocumentText;

    /// <summary>Takes what a packet needs; false when there is not as much left, and then nothing is taken.</summary>
    public bool TryTake(ExchangePacket packet)
    {
        int items = packet.Document?.Items.Count ?? 0;
        int text = packet.Document?.Items.Sum(item => item.Name.Length + item.Value.Length) ?? 0;
        if (_packets == 0 || items > _items || text > _text)
        {
            return false;
        }

        _packets--;
        _items -= items;
        _text -= text;
        return true;
    }
}
