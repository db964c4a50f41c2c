using System.Runtime.InteropServices;

namespace Gatehouse.Agent.Services;

/// <summary>SERVICE_STATUS: seven numbers of 32 bits.</summary>
/// <param name="Type">dwServiceType.</param>
/// <param name="State">dwCurrentState.</param>
/// <param name="Accepts">dwControlsAccepted.</param>
/// <param name="ExitCode">dwWin32ExitCode.</param>
/// <param name="OwnExitCode">dwServiceSpecificExitCode.</param>
/// <param name="CheckPoint">dwCheckPoint.</param>
/// <param name="WaitHint">dwWaitHint, in milliseconds.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ServiceStatus(uint Type, uint State, uint Accepts, uint ExitCode, uint OwnExitCode, uint CheckPoint, uint WaitHint);
