using Gatehouse.Tests.Common;

namespace Gatehouse.Lab.Tests.Networks;

/// <summary>What the lab needs of the machine.</summary>
internal static class Requirements
{
    private static readonly string[] Programs = ["ip", "nft", "ethtool", "tcpdump", "openssl", "ping", "ss", "timeout", "python3"];

    private static readonly Lazy<string?> Missing = new(Find);

    /// <summary>The interpreter itself, without what a version manager puts in front of it.</summary>
    public static string Python { get; } =
        ExternalProgram.Run("python3", "-c", "import sys; print(sys.executable)")?.Trim() ?? "python3";

    /// <summary>Skips the test, with the reason, where the lab cannot be built.</summary>
    public static void Check() => Assert.SkipWhen(Missing.Value is not null, Missing.Value ?? string.Empty);

    private static string? Find()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "the lab needs Linux and root: it makes network namespaces and captures packets";
        }

        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':'), "/usr/sbin", "/sbin"];
        foreach (string program in Programs)
        {
            if (!folders.Any(folder => File.Exists(Path.Combine(folder, program))))
            {
                return $"the lab needs {program}, which is not installed";
            }
        }

        string probe = $"gatehouse-{Environment.ProcessId}-probe";
        if (ExternalProgram.Run("ip", "netns", "add", probe) is null)
        {
            return "the lab needs network namespaces, which this machine does not allow";
        }

        bool filters = ExternalProgram.Run("ip", "netns", "exec", probe, "nft", "add table inet lab") is not null;
        _ = ExternalProgram.Run("ip", "netns", "del", probe);
        return filters ? null : "the lab needs nftables, which this kernel does not have";
    }
}
