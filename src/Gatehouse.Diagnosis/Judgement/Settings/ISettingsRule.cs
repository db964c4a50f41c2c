using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Judgement.Settings;

/// <summary>Judges the settings of a case.</summary>
internal interface ISettingsRule
{
    /// <summary>Says what is wrong; nothing when all is well.</summary>
    IEnumerable<Finding> Judge(TransportCase settings);
}
