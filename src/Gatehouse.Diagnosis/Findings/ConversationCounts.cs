namespace Gatehouse.Diagnosis.Findings;

/// <summary>How many conversations there were, and how they fared.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Healthy">Those shown to be complete, without a fault.</param>
/// <param name="Faulty">Those with a fault.</param>
/// <param name="Unjudged">Those of which the evidence shows too little to say either.</param>
public sealed record ConversationCounts(long Total, long Healthy, long Faulty, long Unjudged = 0);
