using Gatehouse.Capture;
using Gatehouse.Diagnosis.Sources;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Sources;

public sealed class EvidenceExpanderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _passedOver = [];

    [Fact]
    public void Files_and_standard_input_stay_what_they_are_even_when_they_do_not_exist()
    {
        EvidenceInput[] inputs = [new("-", "client"), new(Path.Combine(_folder.Root, "absent.pcap"))];

        Assert.Equal(inputs.Select(input => (input, false)), EvidenceExpander.Expand(inputs, _passedOver.Add));
    }

    [Fact]
    public void A_folder_stands_for_its_files_in_the_order_of_their_names()
    {
        string[] files = [_folder.Write("a/2.pcap", [1]), _folder.Write("a/b/1.pcap", [1]), _folder.Write("b.log", [1])];

        Assert.Equal(files, Expand());
        Assert.Empty(_passedOver);
    }

    [Fact]
    public void Folders_below_the_limit_of_depth_are_not_followed()
    {
        string nested = string.Concat(Enumerable.Repeat("d/", EvidenceExpander.MostDepth));
        string reached = _folder.Write(nested + "reached", [1]);
        _folder.Write(nested + "d/beyond", [1]);

        Assert.Equal([reached], Expand());
    }

    [Fact]
    public void Of_many_files_the_first_by_name_are_taken_and_the_rest_is_told()
    {
        for (int i = 2000; i > 0; i--)
        {
            _folder.Write($"{i:d4}.pcap", [1]);
        }

        List<string> files = Expand();

        Assert.Equal(Enumerable.Range(1, EvidenceExpander.MostFiles).Select(i => $"{i:d4}.pcap"), files.Select(Path.GetFileName));
        Assert.Contains("1,000 more files", Assert.Single(_passedOver), StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_files_are_passed_over()
    {
        string full = _folder.Write("full", [1]);
        string empty = _folder.Write("empty", []);

        Assert.Equal([full], Expand());
        Assert.Equal([$"{empty} is empty"], _passedOver);
    }

    [Fact]
    public void A_pipe_in_a_folder_is_never_waited_for()
    {
        string pipe = Path.Combine(_folder.Root, "pipe");
        if (ExternalProgram.Run("mkfifo", pipe) is null)
        {
            Assert.Skip("mkfifo is not installed");
        }

        Assert.Empty(Expand());
        Assert.Single(_passedOver);
    }

    [Fact]
    public void A_link_back_to_the_folder_is_not_followed()
    {
        string file = _folder.Write("file", [1]);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Root, "loop"), _folder.Root);

        Assert.Equal([file], Expand());
    }

    [Fact]
    public void A_folder_without_files_is_an_error_of_the_user() =>
        Assert.Contains("without files", Assert.Throws<CaptureException>(Expand).Message, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private List<string> Expand()
    {
        List<(EvidenceInput Input, bool FromFolder)> expanded = [.. EvidenceExpander.Expand([new EvidenceInput(_folder.Root)], _passedOver.Add)];
        Assert.All(expanded, file => Assert.True(file.FromFolder));
        return [.. expanded.Select(file => file.Input.Path)];
    }
}
