namespace Gatehouse.Cli;

/// <summary>What the exit status says; scripts rely on it.</summary>
internal static class ExitCodes
{
    /// <summary>Nothing wrong was found, or the command did what was asked.</summary>
    public const int Healthy = 0;

    /// <summary>A fault was found.</summary>
    public const int Fault = 1;

    /// <summary>The evidence could not be read, or the command line is wrong.</summary>
    public const int Failure = 2;

    /// <summary>The evidence does not decide.</summary>
    public const int Inconclusive = 3;

    /// <summary>Stopped by Ctrl-C (128 + SIGINT), as shells have it.</summary>
    public const int Interrupted = 130;
}
