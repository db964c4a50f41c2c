using Gatehouse.Diagnosis.Settings;

namespace Gatehouse.Diagnosis.Tests.Settings;

public sealed class RegistryReaderTests
{
    private const string Key = @"HKEY_LOCAL_MACHINE\SOFTWARE\X";

    [Fact]
    public void Reads_every_type_of_value_with_its_line()
    {
        Setting[] settings =
        [
            .. RegistryReader.Read("""
                Windows Registry Editor Version 5.00

                [HKEY_LOCAL_MACHINE\SOFTWARE\X]
                @="default"
                "Word"=dword:000010f7
                "Text"="C:\\a \"b\" = c"
                "Digits"="4343"
                "Long"=hex(b):01,02,00,00,00,00,00,00
                "Raw"=hex:0a,00
                "Wide"=hex(2):61,00,62,00,\
                  63,00,00,00
                "After"=dword:00000001
                """),
        ];

        Assert.Equal(
        [
            new Setting(Key, "", "default", null, 4),
            new Setting(Key, "Word", "dword:000010f7", 0x10f7, 5),
            new Setting(Key, "Text", "C:\\a \"b\" = c", null, 6),
            new Setting(Key, "Digits", "4343", 4343, 7),
            new Setting(Key, "Long", "hex(b):01,02,00,00,00,00,00,00", 0x201, 8),
            new Setting(Key, "Raw", "hex:0a,00", 10, 9),
            new Setting(Key, "Wide", "abc", null, 10),
            new Setting(Key, "After", "dword:00000001", 1, 12),
        ], settings);
    }

    [Fact]
    public void The_older_format_writes_text_in_single_octets()
    {
        Setting setting = Assert.Single(RegistryReader.Read("REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\X]\n\"T\"=hex(1):61,62,00\n"));

        Assert.Equal("ab", setting.Text);
    }

    [Fact]
    public void Keys_and_values_that_are_deleted_set_nothing() =>
        Assert.Empty(RegistryReader.Read($"REGEDIT4\n[-{Key}]\n\"ASE\"=dword:00000001\n[{Key}]\n\"ASE\"=-\n"));

    [Theory]
    [InlineData("\"ASE\"=dword:0000000g")]
    [InlineData("\"ASE\"=dword:")]
    [InlineData("\"ASE\"=dword:111111111")]
    [InlineData("\"ASE\"=hex(4):")]
    [InlineData("\"ASE\"=hex(4):01,00,00,00,00,00,00,00,00")]
    [InlineData("\"ASE\"=hex(99):01")]
    [InlineData("\"ASE\"=nonsense")]
    public void A_value_that_is_no_number_has_none(string line) => Assert.Null(Assert.Single(RegistryReader.Read($"REGEDIT4\n[{Key}]\n{line}")).Number);

    [Theory]
    [InlineData("ASE=dword:1")]
    [InlineData("\"ASE\"")]
    [InlineData("\"ASE\" dword:1")]
    [InlineData("\"ASE")]
    [InlineData("\"ASE\\")]
    public void A_line_that_is_no_value_is_passed_over(string line) => Assert.Empty(RegistryReader.Read($"REGEDIT4\n[{Key}]\n{line}"));

    [Fact]
    public void A_value_that_never_stops_going_on_takes_bounded_room()
    {
        string text = $"REGEDIT4\n[{Key}]\n\"T\"=hex:" + string.Concat(Enumerable.Repeat("00,\\\n", 100_000));

        Assert.All(RegistryReader.Read(text), setting => Assert.True(setting.Text.Length <= SettingsLimits.MaxText));
    }

    [Theory]
    [InlineData("Windows Registry Editor Version 5.00\r\n", true)]
    [InlineData("\r\nREGEDIT4\r\n", true)]
    [InlineData("regedit4", true)]
    [InlineData("REGEDIT5\n", false)]
    [InlineData("see: Windows Registry Editor Version 5.00", false)]
    [InlineData("", false)]
    public void Is_told_by_its_first_line(string text, bool isExport) => Assert.Equal(isExport, RegistryReader.Detect(text));
}
