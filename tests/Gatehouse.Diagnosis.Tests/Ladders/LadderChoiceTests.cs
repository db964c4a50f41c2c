using Gatehouse.Diagnosis.Ladders;

namespace Gatehouse.Diagnosis.Tests.Ladders;

public sealed class LadderChoiceTests
{
    private const int Count = 10_000;

    [Fact]
    public void A_short_conversation_is_shown_whole() =>
        Assert.Equal(Enumerable.Range(0, LadderChoice.MostSteps), LadderChoice.Choose(new bool[LadderChoice.MostSteps], new bool[LadderChoice.MostSteps]));

    [Fact]
    public void Proof_goes_before_what_is_remarkable_and_that_before_the_ends()
    {
        bool[] proof = new bool[Count];
        bool[] remarkable = new bool[Count];
        proof[5_000] = true;
        remarkable[7_000] = true;

        IReadOnlyList<int> chosen = LadderChoice.Choose(proof, remarkable);

        Assert.Equal(12 + 9 + 9 + 6, chosen.Count);
        Assert.Equal(chosen.Order(), chosen);
        Assert.Superset(new HashSet<int> { 0, 11, 4_999, 5_000, 5_001, 6_999, 7_000, 7_001, Count - 6, Count - 1 }, chosen.ToHashSet());
    }

    [Fact]
    public void However_much_is_proof_the_number_is_held()
    {
        bool[] proof = new bool[Count];
        Array.Fill(proof, true);

        Assert.Equal(Enumerable.Range(0, LadderChoice.MostSteps), LadderChoice.Choose(proof, new bool[Count]));
    }
}
