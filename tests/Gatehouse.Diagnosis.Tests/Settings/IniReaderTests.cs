using Gatehouse.Diagnosis.Settings;

namespace Gatehouse.Diagnosis.Tests.Settings;

public sealed class IniReaderTests
{
    [Fact]
    public void Reads_names_values_sections_and_lines()
    {
        Setting[] settings = [.. IniReader.Read("; note\r\n[ Global Setting ]\r\n  ASE = 0 \r\n\r\nName=\"a b\"\n[Other]\nPort=8080\nEmpty=")];

        Assert.Equal(
        [
            new Setting("Global Setting", "ASE", "0", 0, 3),
            new Setting("Global Setting", "Name", "a b", null, 5),
            new Setting("Other", "Port", "8080", 8080, 7),
            new Setting("Other", "Empty", "", null, 8),
        ], settings);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("[]")]
    [InlineData("=1")]
    [InlineData(";ASE=0")]
    [InlineData("#ASE=0")]
    [InlineData("ASE")]
    [InlineData("\n\n\n")]
    public void What_is_no_setting_is_passed_over(string text) => Assert.Empty(IniReader.Read(text));

    [Theory]
    [InlineData("1 ; HTTP", null)]
    [InlineData("0x1", null)]
    [InlineData("-1", -1L)]
    [InlineData("99999999999999999999", null)]
    public void Only_a_whole_number_is_a_number(string value, long? number) =>
        Assert.Equal(number, Assert.Single(IniReader.Read($"[s]\nASE={value}")).Number);

    [Fact]
    public void Long_names_and_values_are_cut()
    {
        Setting setting = Assert.Single(IniReader.Read($"[{new string('s', 5_000)}]\n{new string('n', 5_000)}={new string('v', 5_000)}"));

        Assert.Equal((SettingsLimits.MaxText, SettingsLimits.MaxText, SettingsLimits.MaxText), (setting.Section.Length, setting.Name.Length, setting.Text.Length));
    }
}
