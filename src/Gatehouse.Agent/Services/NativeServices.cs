using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Gatehouse.Agent.Services;

/// <summary>Functions of advapi32 for services (winsvc.h).</summary>
[SupportedOSPlatform("windows")]
internal static class NativeServices
{
    private const string Library = "advapi32.dll";

    /// <summary>LPSERVICE_MAIN_FUNCTIONW.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    public delegate void Main(uint count, IntPtr arguments);

    /// <summary>LPHANDLER_FUNCTION_EX.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    public delegate uint Handler(uint control, uint eventType, IntPtr eventData, IntPtr context);

    /// <summary>Connects this process with the service control manager; returns when all its services have stopped.</summary>
    /// <param name="table">The services, and an empty entry behind them.</param>
    /// <returns>False when the process was not started by the manager.</returns>
    [DllImport(Library, EntryPoint = "StartServiceCtrlDispatcherW", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool StartServiceCtrlDispatcher([In] ServiceTableEntry[] table);

    /// <summary>Says who is told of controls.</summary>
    /// <returns>The handle for <see cref="SetServiceStatus"/>; zero when it failed, and the last error says why.</returns>
    [DllImport(Library, EntryPoint = "RegisterServiceCtrlHandlerExW", ExactSpelling = true, CharSet = CharSet.Unicode, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern IntPtr RegisterServiceCtrlHandlerEx([MarshalAs(UnmanagedType.LPWStr)] string name, Handler handler, IntPtr context);

    /// <summary>Tells the state.</summary>
    [DllImport(Library, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool SetServiceStatus(IntPtr handle, in ServiceStatus status);
}
