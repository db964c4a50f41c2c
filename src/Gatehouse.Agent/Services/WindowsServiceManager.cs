using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Gatehouse.Agent.Services;

/// <summary>
/// The Windows service control manager. The library that speaks with it in .NET is no part of the runtime, and of it three functions of
/// advapi32 are needed (winsvc.h). Not tried on a Windows machine yet: docs/agent.md says what was.
/// </summary>
/// <param name="name">Name of the service; Windows ignores it for a process with one service.</param>
[SupportedOSPlatform("windows")]
public sealed class WindowsServiceManager(string name) : IServiceManager
{
    private const uint OwnProcess = 0x10;
    private const uint AcceptStop = 0x1;
    private const uint AcceptShutdown = 0x4;
    private const uint ControlStop = 1;
    private const uint ControlInterrogate = 4;
    private const uint ControlShutdown = 5;
    private const uint NoError = 0;
    private const uint ErrorNotImplemented = 120;
    private const uint ErrorServiceSpecific = 1066;

    private readonly Lock _gate = new();
    private NativeServices.Main? _main;
    private NativeServices.Handler? _handler;
    private IntPtr _status;
    private uint _checkPoint;

    /// <inheritdoc/>
    public bool Dispatch(Action main)
    {
        // Windows keeps pointers to both as long as this call lasts; the fields keep them alive.
        _main = (_, _) => main();
        IntPtr text = Marshal.StringToHGlobalUni(name);
        try
        {
            return NativeServices.StartServiceCtrlDispatcher([new ServiceTableEntry(text, Marshal.GetFunctionPointerForDelegate(_main)), default]);
        }
        finally
        {
            Marshal.FreeHGlobal(text);
            GC.KeepAlive(this);
        }
    }

    /// <inheritdoc/>
    public void OnStop(Action stop)
    {
        _handler = (control, _, _, _) => Handle(control, stop);
        _status = NativeServices.RegisterServiceCtrlHandlerEx(name, _handler, IntPtr.Zero);
        if (_status == IntPtr.Zero)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <inheritdoc/>
    public void Report(ServiceState state, TimeSpan patience, int exitCode)
    {
        lock (_gate)
        {
            bool isPending = state is ServiceState.StartPending or ServiceState.StopPending;
            ServiceStatus status = new(
                OwnProcess,
                (uint)state,
                state == ServiceState.Running ? AcceptStop | AcceptShutdown : 0,
                exitCode == 0 ? NoError : ErrorServiceSpecific,
                (uint)exitCode,
                isPending ? ++_checkPoint : 0,
                (uint)patience.TotalMilliseconds);
            NativeServices.SetServiceStatus(_status, in status);
        }
    }

    private static uint Handle(uint control, Action stop)
    {
        switch (control)
        {
            case ControlStop or ControlShutdown:
                stop();
                return NoError;
            case ControlInterrogate:
                return NoError;
            default:
                return ErrorNotImplemented;
        }
    }
}
