namespace Gatehouse.Cli.Tests.Commands.Storms;

/// <summary>A folder of its own for one test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gatehouse-storm-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
