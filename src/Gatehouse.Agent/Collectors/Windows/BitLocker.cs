using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Windows;

/// <summary>Volumes that BitLocker does not protect.</summary>
internal sealed class BitLocker(IWindowsManagement windows) : WindowsCollector(windows, CheckItem.DiskEncryption)
{
    private const string Protected = "1";

    protected override PostureReport Collect(CollectionPlan plan)
    {
        WmiAnswer answer = Windows.Query(
            @"root\cimv2\Security\MicrosoftVolumeEncryption", "SELECT DriveLetter, ProtectionStatus FROM Win32_EncryptableVolume");
        return answer.Rows is not { } rows ? Unknown(CheckItem.DiskEncryption, answer) : CollectorReports.Found(
            CheckItem.DiskEncryption,
            [.. rows.Where(row => row.ContainsKey("DriveLetter") && row.GetValueOrDefault("ProtectionStatus") != Protected).Select(row => row["DriveLetter"])]);
    }
}
