namespace Gatehouse.Diagnosis.Judgement.ServerLogs;

/// <summary>Numbers of the events that our server logs and that mean something for diagnosis; the server never gives a number to another event.</summary>
internal static class ServerEvents
{
    /// <summary>Writes were not stored.</summary>
    public const int NotStored = 1001;

    /// <summary>An endpoint was held when it enrolled.</summary>
    public const int HeldAtEnrolment = 1102;

    /// <summary>A request failed by a mistake of the server.</summary>
    public const int RequestFailed = 1201;

    /// <summary>A request failed because of the database.</summary>
    public const int RequestNotStored = 1202;

    /// <summary>An endpoint was held when it asked for a session.</summary>
    public const int HeldAtSession = 1301;

    /// <summary>A request was refused.</summary>
    public const int Refused = 1401;

    /// <summary>A check could not be answered.</summary>
    public const int CheckNotAnswered = 4001;

    /// <summary>A check failed by a mistake of the server.</summary>
    public const int CheckFailed = 4002;

    /// <summary>An endpoint did not acknowledge what the server sent it.</summary>
    public const int NotAcknowledged = 4003;

    /// <summary>A part of a report never arrived.</summary>
    public const int ReportLost = 4004;

    /// <summary>An endpoint is isolated or offline.</summary>
    public const int HeldBack = 4501;

    /// <summary>It no longer is.</summary>
    public const int Mended = 4502;
}
