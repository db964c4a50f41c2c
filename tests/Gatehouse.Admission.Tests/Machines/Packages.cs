using Gatehouse.Tests.Common;

namespace Gatehouse.Admission.Tests.Machines;

/// <summary>Packages to install in a machine of its own.</summary>
internal static class Packages
{
    /// <summary>Makes a package with nothing in it but its name.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The file.</returns>
    public static async Task<string> MakeAsync(string folder, string name)
    {
        Assert.SkipWhen(ExternalProgram.Run("dpkg-deb", "--version") is null, "packages are made with dpkg-deb, which is not installed");
        string tree = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.Combine(tree, "DEBIAN"));
        await File.WriteAllTextAsync(
            Path.Combine(tree, "DEBIAN", "control"),
            $"Package: {name}\nVersion: 1.0-1\nArchitecture: all\nMaintainer: Nobody <nobody@example.net>\nDescription: stands for forbidden software\n");
        string file = tree + ".deb";
        Assert.True(ExternalProgram.Run("dpkg-deb", "--build", "--root-owner-group", tree, file) is not null, "dpkg-deb failed");
        return file;
    }

    /// <summary>Downloads a package of the distribution with what it needs; skips when it cannot be had.</summary>
    /// <param name="folder">Where to; nothing else is touched.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The files.</returns>
    public static string[] Download(string folder, string name)
    {
        Directory.CreateDirectory(Path.Combine(folder, "partial"));
        string? answer = ExternalProgram.Run(
            "apt-get", "install", "--yes", "--quiet", "--download-only", "--no-install-recommends", "-o", $"Dir::Cache::archives={folder}",
            "-o", "Debug::NoLocking=1", "-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10", name);
        string[] files = Directory.GetFiles(folder, "*.deb");
        Assert.SkipWhen(answer is null || files.Length == 0, $"apt cannot download {name} here; run `apt-get update` and check the network");
        return files;
    }
}
