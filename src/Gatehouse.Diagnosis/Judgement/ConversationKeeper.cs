namespace Gatehouse.Diagnosis.Judgement;

/// <summary>
/// Keeps conversations for judging in bounded memory: of those that look the same only a few examples, of the others none
/// beyond a limit. How many each example stands for is counted.
/// </summary>
/// <typeparam name="TConversation">The kind of conversation.</typeparam>
internal sealed class ConversationKeeper<TConversation>
    where TConversation : class
{
    /// <summary>Examples kept of conversations that look the same.</summary>
    internal const int MostExamples = 16;

    /// <summary>Most different looks.</summary>
    internal const int MostLooks = 4_096;

    /// <summary>Most conversations kept in all, but for the first example of a look, which always is.</summary>
    internal const int MostKept = 16_384;

    private readonly Dictionary<int, Look> _looks = [];
    private int _kept;

    /// <summary>Conversations that fit no look because there were too many different ones.</summary>
    public long Overflow { get; private set; }

    /// <summary>Takes a conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="look">A digest of everything that makes rules judge it the way they do.</param>
    public void Keep(TConversation conversation, int look)
    {
        if (!_looks.TryGetValue(look, out Look? known))
        {
            if (_looks.Count >= MostLooks)
            {
                Overflow++;
                return;
            }

            _looks[look] = known = new Look();
        }

        known.Count++;
        if (known.Examples.Count == 0 || (known.Examples.Count < MostExamples && _kept < MostKept))
        {
            known.Examples.Add(conversation);
            _kept++;
        }
    }

    /// <summary>All examples, each with the number of conversations it stands for; the counts add up to all that were taken.</summary>
    public IEnumerable<(TConversation Conversation, long StandsFor)> Examples()
    {
        foreach (Look look in _looks.Values)
        {
            long rest = look.Count;
            for (int i = 0; i < look.Examples.Count; i++)
            {
                long share = rest / (look.Examples.Count - i);
                rest -= share;
                yield return (look.Examples[i], share);
            }
        }
    }

    private sealed class Look
    {
        public List<TConversation> Examples { get; } = [];

        public long Count { get; set; }
    }
}
