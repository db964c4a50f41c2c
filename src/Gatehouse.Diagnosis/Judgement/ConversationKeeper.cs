namespace Gatehouse.Diagnosis.Judgement;

/// <summary>
/// Keeps conversations for judging in bounded memory. Up to a limit each one is kept; beyond it only a few examples of those
/// that look the same, and how many they stand for; when there are too many different looks, the rest is only counted, and the
/// report says so. Conversations that failed have a limit of their own, so that no flood of odd ones crowds them out.
/// </summary>
/// <typeparam name="TConversation">The kind of conversation.</typeparam>
internal sealed class ConversationKeeper<TConversation>
    where TConversation : class
{
    /// <summary>Most conversations of one urgency that are all kept.</summary>
    internal const int MostKept = 12_288;

    /// <summary>Examples of one look kept beyond that.</summary>
    internal const int MostExamples = 2;

    /// <summary>Most different looks of one urgency beyond that.</summary>
    internal const int MostLooks = 2_048;

    private readonly Tier _failed = new();
    private readonly Tier _odd = new();
    private readonly Tier _clean = new();

    /// <summary>Conversations that were neither kept nor stand behind an example, although something may be wrong with them.</summary>
    public long Overflow => _failed.Overflow + _odd.Overflow;

    /// <summary>Takes a conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="hasFailed">Whether it did not come to what it was opened for.</param>
    /// <param name="look">Digests everything that makes rules judge it the way they do; called only beyond the limit.</param>
    public void Keep(TConversation conversation, bool hasFailed, Func<TConversation, ulong> look) =>
        (hasFailed ? _failed : _odd).Keep(conversation, look);

    /// <summary>Takes a conversation with which nothing is wrong, but about which rules have a remark.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="look">A digest of what is remarked.</param>
    /// <param name="each">Whether each is kept up to the limit; else a few examples are enough from the first.</param>
    public void KeepClean(TConversation conversation, ulong look, bool each)
    {
        if (!each || !_clean.TryKeep(conversation))
        {
            _clean.KeepExample(conversation, look);
        }
    }

    /// <summary>All that were kept, each with the number of conversations it stands for.</summary>
    public IEnumerable<(TConversation Conversation, long StandsFor)> All() => _failed.All().Concat(_odd.All()).Concat(_clean.All());

    private sealed class Tier
    {
        private readonly List<TConversation> _kept = [];
        private readonly Dictionary<ulong, Look> _looks = [];

        public long Overflow { get; private set; }

        public void Keep(TConversation conversation, Func<TConversation, ulong> lookOf)
        {
            if (!TryKeep(conversation))
            {
                KeepExample(conversation, lookOf(conversation));
            }
        }

        public bool TryKeep(TConversation conversation)
        {
            if (_kept.Count >= MostKept)
            {
                return false;
            }

            _kept.Add(conversation);
            return true;
        }

        public void KeepExample(TConversation conversation, ulong digest)
        {
            if (!_looks.TryGetValue(digest, out Look? look))
            {
                if (_looks.Count >= MostLooks)
                {
                    Overflow++;
                    return;
                }

                _looks[digest] = look = new Look();
            }

            look.Count++;
            if (look.Examples.Count < MostExamples)
            {
                look.Examples.Add(conversation);
            }
        }

        public IEnumerable<(TConversation Conversation, long StandsFor)> All()
        {
            foreach (TConversation conversation in _kept)
            {
                yield return (conversation, 1);
            }

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
    }

    private sealed class Look
    {
        public List<TConversation> Examples { get; } = [];

        public long Count { get; set; }
    }
}
