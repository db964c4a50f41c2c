namespace Gatehouse.Diagnosis.Findings;

/// <summary>How many conversations there were, and how they fared.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Healthy">Those without a fault.</param>
/// <param name="Faulty">Those with a fault.</param>
public sealed record ConversationCounts(long Total, long Healthy, long Faulty);
