using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Logs;

/// <summary>Sorts the packets of a log into exchanges while it is read.</summary>
internal sealed class ExchangeBuilder(ClientLogBudget budget)
{
    private const string EventSequenceName = "eventSeqID";

    private readonly List<Draft> _drafts = [];
    private readonly Dictionary<string, Draft> _byId = [];
    private Draft? _current;
    private ExchangePacket? _arriving;

    /// <summary>Whether packets were dropped because of a limit.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>The client sent a packet.</summary>
    public void Sent(ExchangePacket packet)
    {
        FinishArriving();
        Add(packet);
    }

    /// <summary>A datagram came in; the lines after it say what it is.</summary>
    public void Arrives(ExchangePacket packet)
    {
        FinishArriving();
        _arriving = packet;
    }

    /// <summary>Adds what a line says about the datagram that came in last.</summary>
    /// <param name="fallback">Used when no line spoke of the datagram's arrival.</param>
    /// <param name="describe">Adds to what is known.</param>
    public void Describe(ExchangePacket fallback, Func<ExchangePacket, ExchangePacket> describe) =>
        _arriving = describe(_arriving ?? fallback);

    /// <summary>The client is about to send in this state.</summary>
    public void State(int state)
    {
        if (_current is { } draft && draft.States.Count < ClientLogLimits.MaxPacketsPerExchange)
        {
            draft.States.Add(state);
        }
    }

    /// <summary>The client reports the fate of a packet.</summary>
    public void Result(PushResult result)
    {
        FinishArriving();
        if (_current is { } draft && draft.Results.Count < ClientLogLimits.MaxPacketsPerExchange)
        {
            draft.Results.Add(result);
        }
    }

    /// <summary>The datagram that came in last is complete: nothing more will be said about it.</summary>
    public void FinishArriving()
    {
        if (_arriving is { } packet)
        {
            _arriving = null;
            Add(packet);
        }
    }

    /// <summary>Ends the log.</summary>
    public IReadOnlyList<SecurityExchange> Build(DateTime logEnd)
    {
        FinishArriving();
        return [.. _drafts.Where(draft => draft.Packets.Count > 0).Select(draft => new SecurityExchange(draft.Id, draft.Packets, draft.States, draft.Results, logEnd))];
    }

    private void Add(ExchangePacket packet)
    {
        Draft? draft = Find(Identifier(packet), packet);
        if (draft is null || draft.Packets.Count >= ClientLogLimits.MaxPacketsPerExchange || !budget.TryTake(packet))
        {
            Overflowed = true;
            return;
        }

        draft.Packets.Add(packet);
        _current = draft;
    }

    // The last value of a document that is cut off may itself be cut, and half an identifier names another exchange.
    private static string? Identifier(ExchangePacket packet)
    {
        string? id = packet.Document?.Value(EventSequenceName);
        bool halved = !packet.DocumentComplete && packet.Document is { Items: [.., { Name: EventSequenceName }] };
        return string.IsNullOrEmpty(id) || halved ? null : id;
    }

    private Draft? Find(string? id, ExchangePacket packet)
    {
        if (id is not null && _byId.TryGetValue(id, out Draft? known))
        {
            return known;
        }

        // Without an identifier, packet 1 opens an exchange and anything else belongs to the one at hand.
        bool opens = _current is null || id is not null
            || (packet.Type == EadPacketType.Request && _current.Packets.Any(earlier => earlier.Type != EadPacketType.Request));
        if (!opens)
        {
            return _current;
        }

        if (_current is { Id: null } && id is not null && packet.Type != EadPacketType.Request)
        {
            _current.Id = id;
            _byId.Add(id, _current);
            return _current;
        }

        if (_drafts.Count == ClientLogLimits.MaxExchanges)
        {
            return null;
        }

        var draft = new Draft { Id = id };
        _drafts.Add(draft);
        if (id is not null)
        {
            _byId.Add(id, draft);
        }

        return draft;
    }

    private sealed class Draft
    {
        public string? Id { get; set; }

        public List<ExchangePacket> Packets { get; } = [];

        public List<int> States { get; } = [];

        public List<PushResult> Results { get; } = [];
    }
}
