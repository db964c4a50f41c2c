using System.Runtime.InteropServices;

namespace Gatehouse.Agent.Services;

/// <summary>SERVICE_TABLE_ENTRYW.</summary>
/// <param name="Name">Pointer to its name, UTF-16 with a zero at the end.</param>
/// <param name="Main">Pointer to its start.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ServiceTableEntry(IntPtr Name, IntPtr Main);
