namespace Gatehouse.Diagnosis.Languages;

/// <summary>The fixed words of reports; the languages' files have them under these names. What stands in braces is filled in.</summary>
internal enum Phrase
{
    /// <summary>What a verdict or finding is called that says something does not work.</summary>
    Fault,

    /// <summary>The same for what works but should be mended.</summary>
    Warning,

    /// <summary>The same for what is worth knowing.</summary>
    Note,

    /// <summary>What a verdict is called when nothing is wrong.</summary>
    Healthy,

    /// <summary>What a verdict is called when the evidence does not decide.</summary>
    Inconclusive,

    /// <summary>What a finding is called that follows from the cause.</summary>
    Symptom,

    /// <summary>Confidence: shown.</summary>
    Certain,

    /// <summary>What that means.</summary>
    CertainMeans,

    /// <summary>Confidence: the best explanation.</summary>
    Likely,

    /// <summary>What that means.</summary>
    LikelyMeans,

    /// <summary>Confidence: one of several explanations.</summary>
    Possible,

    /// <summary>What that means.</summary>
    PossibleMeans,

    /// <summary>Between a label and what it labels.</summary>
    Colon,

    /// <summary>Between parts of a phrase.</summary>
    Comma,

    /// <summary>Between clauses.</summary>
    Semicolon,

    /// <summary>Between sentences.</summary>
    FullStop,

    /// <summary>A remark behind what it is about.</summary>
    Parenthesis,

    /// <summary>Label of the place on the path.</summary>
    Where,

    /// <summary>Label of the conversation.</summary>
    Who,

    /// <summary>A place: one vantage point.</summary>
    At,

    /// <summary>A place: two vantage points.</summary>
    Between,

    /// <summary>A place: behind a vantage point.</summary>
    After,

    /// <summary>A place: ahead of a vantage point.</summary>
    Before,

    /// <summary>The direction behind such a place.</summary>
    ToServer,

    /// <summary>The other direction.</summary>
    ToClient,

    /// <summary>When the place is not known.</summary>
    NotPlaced,

    /// <summary>How many cases a finding stands for, behind a conversation.</summary>
    Times,

    /// <summary>The same within a remark.</summary>
    TimesWord,

    /// <summary>Heading.</summary>
    WhatHappened,

    /// <summary>Heading of what the rules say in English, in reports of other languages.</summary>
    Details,

    /// <summary>Heading.</summary>
    Proof,

    /// <summary>Before a display filter.</summary>
    Filter,

    /// <summary>Heading.</summary>
    Facts,

    /// <summary>Heading.</summary>
    WhatCouldCauseIt,

    /// <summary>Heading.</summary>
    WhatToDo,

    /// <summary>Heading.</summary>
    WhatToCaptureNext,

    /// <summary>Heading.</summary>
    WhatElse,

    /// <summary>Findings left out of a text.</summary>
    MoreWithVerbose,

    /// <summary>Remarks left out.</summary>
    MoreInJson,

    /// <summary>Findings left out of a page.</summary>
    MoreInJsonReport,

    /// <summary>Heading.</summary>
    Evidence,

    /// <summary>Heading of evidence that was not read.</summary>
    PassedOver,

    /// <summary>The same as a line of a text.</summary>
    PassedOverLabel,

    /// <summary>Label of the path.</summary>
    Path,

    /// <summary>What stands for a file's name.</summary>
    StandardInput,

    /// <summary>How much a capture holds.</summary>
    FrameCount,

    /// <summary>How much a log holds.</summary>
    LineCount,

    /// <summary>Which frames.</summary>
    FrameList,

    /// <summary>Which lines of a log.</summary>
    LineList,

    /// <summary>Such a list that was cut.</summary>
    NumbersAndMore,

    /// <summary>From when to when.</summary>
    Span,

    /// <summary>When nothing was counted.</summary>
    NoConversation,

    /// <summary>How conversations fared.</summary>
    Conversations,

    /// <summary>Behind that, when some could not be judged.</summary>
    Unjudged,

    /// <summary>A source's clock.</summary>
    ClockAhead,

    /// <summary>A source's clock.</summary>
    ClockBehind,

    /// <summary>A source's clock, with a sign.</summary>
    ClockAgainst,

    /// <summary>How uncertain that is.</summary>
    GiveOrTake,

    /// <summary>Heading of the path when nothing breaks on it.</summary>
    ThePath,

    /// <summary>Heading of the path.</summary>
    WhereItBreaks,

    /// <summary>Below that heading.</summary>
    CountsNote,

    /// <summary>What the picture of the path shows, for those who cannot see it.</summary>
    PathPicture,

    /// <summary>Below a vantage point that is itself the cause.</summary>
    TheCause,

    /// <summary>Packets seen at a vantage point.</summary>
    OutAndBack,

    /// <summary>Packets lost on a segment.</summary>
    LostOf,

    /// <summary>Above such counts in Markdown.</summary>
    PacketsOfConversation,

    /// <summary>A segment of the path.</summary>
    Segment,

    /// <summary>Heading of the ladder.</summary>
    ThePackets,

    /// <summary>What the ladder of one capture shows.</summary>
    LadderCaptured,

    /// <summary>What the ladder of a log shows.</summary>
    LadderLogged,

    /// <summary>What the ladder of several captures shows.</summary>
    LadderLanes,

    /// <summary>Behind that, when packets were lost.</summary>
    LadderCross,

    /// <summary>Behind that, when times are known.</summary>
    LadderStart,

    /// <summary>What the ladder shows, for those who cannot see it.</summary>
    LadderPicture,

    /// <summary>Packets left out of a ladder.</summary>
    MorePackets,

    /// <summary>Beside a packet.</summary>
    Lost,

    /// <summary>Beside a packet.</summary>
    ProbablyLost,

    /// <summary>Beside a packet.</summary>
    SentAgain,

    /// <summary>Above a lane.</summary>
    Client,

    /// <summary>Above a lane.</summary>
    Server,

    /// <summary>Column of a table.</summary>
    Fact,

    /// <summary>Column of a table.</summary>
    Value,

    /// <summary>Column of a table.</summary>
    Source,

    /// <summary>Column of a table.</summary>
    File,

    /// <summary>Column of a table.</summary>
    Kind,

    /// <summary>Column of a table.</summary>
    Size,

    /// <summary>Column of a table.</summary>
    Time,

    /// <summary>Column of a table.</summary>
    Clock,

    /// <summary>Column of a table.</summary>
    Packet,

    /// <summary>At the end of a page.</summary>
    Footer,

    /// <summary>The summary of a healthy report, without the full stop.</summary>
    NothingWrong,

    /// <summary>Of which conversations it speaks.</summary>
    HealthyOf,

    /// <summary>The same when it speaks of all.</summary>
    AllConversations,

    /// <summary>Behind that.</summary>
    WithWarnings,

    /// <summary>Behind that.</summary>
    OthersUnjudged,

    /// <summary>Behind that.</summary>
    ButUnread,

    /// <summary>A broken expectation of the user's, behind that.</summary>
    But,

    /// <summary>The summary of a report in which nothing could be judged, without the full stop.</summary>
    TooLittle,

    /// <summary>The same when there was no conversation.</summary>
    NothingToJudge,

    /// <summary>The same when there were no frames.</summary>
    NoFrames,

    /// <summary>What a comparison came to: a difference explains the failure.</summary>
    CompareExplained,

    /// <summary>The same: none does.</summary>
    CompareUnexplained,

    /// <summary>The same: the bad side does not fail.</summary>
    CompareNoFailure,

    /// <summary>The same: nothing differs that matters.</summary>
    CompareAlike,

    /// <summary>A side of a comparison that fails.</summary>
    SideFails,

    /// <summary>A side that works.</summary>
    SideWorks,

    /// <summary>A side that shows neither.</summary>
    SideShowsTooLittle,

    /// <summary>Steps that one side of a comparison never got to.</summary>
    OnlyOneGetsTo,

    /// <summary>A value that both sides share.</summary>
    BothSides,

    /// <summary>Heading.</summary>
    WhatElseMayExplain,

    /// <summary>Heading.</summary>
    WorthKnowing,

    /// <summary>Heading.</summary>
    Harmless,

    /// <summary>Heading.</summary>
    WhatToCaptureToBeSure,

    /// <summary>What a mark of a step means.</summary>
    MarkExplains,

    /// <summary>The same.</summary>
    MarkWorthKnowing,

    /// <summary>The same.</summary>
    MarkFollows,

    /// <summary>The same.</summary>
    MarkHarmless,

    /// <summary>The same.</summary>
    MarkIncomparable,

    /// <summary>Things to do that were left out.</summary>
    MoreStepsWithVerbose,
}
