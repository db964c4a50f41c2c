using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Contracts.Checks;

/// <summary>
/// A policy as packet 2. The field's vocabulary stands first, complete; items "rule" say what it has no words for, and win where both
/// speak. A document without them is read by the field's vocabulary alone.
/// </summary>
public static class PolicyDocuments
{
    private const string RuleName = "rule";
    private const string RepairServerName = "repairServer";

    private static readonly (string Name, AddressMode Mode)[] AddressModes =
        [("unlimit", AddressMode.Unlimited), ("dhcp", AddressMode.Dhcp), ("static", AddressMode.Static)];

    /// <summary>Writes packet 2.</summary>
    public static EadDocument Write(Policy policy, CheckEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(envelope);
        DocumentWriter document = new();
        document.Add("strategyMode", policy.StrategyMode);
        document.Add("userMessage", policy.UserMessage);
        foreach ((string name, CheckItem item) in PolicyVocabulary.Switches)
        {
            document.Add(name, policy.Findings.ContainsKey(item));
        }

        AddressMode mode = policy.AddressAssignment?.Mode ?? AddressMode.Unlimited;
        document.Add("ipSetMode", AddressModes.First(pair => pair.Mode == mode).Name);
        WriteSettings(document, policy);
        WriteChecks(document, policy);
        document.Add("eventSeqID", envelope.EventSequenceId);
        document.Add("serverVersion", envelope.ServerVersion);
        WriteOurs(document, policy);
        return document.Document();
    }

    /// <summary>Reads packet 2, whoever wrote it. Never throws; what cannot be read is as if it were not there.</summary>
    public static Policy Read(EadDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        Policy policy = new()
        {
            Name = document.Value("policyName") ?? string.Empty,
            Version = long.TryParse(document.Value("policyVersion"), NumberStyles.None, CultureInfo.InvariantCulture, out long version) ? version : 0,
            Description = document.Value("description") ?? string.Empty,
            UserMessage = document.Value("userMessage") ?? string.Empty,
            StrategyMode = document.Value("strategyMode") ?? string.Empty,
            Unknown = CheckWords.Action(document.Value("unknownAction")) ?? default,
            ActionAfterMinutes = CheckWords.Number(document.Value("actionAfter"), 0, PolicyLimits.MaxActionAfterMinutes) ?? 0,
            Session = ReadSession(document),
            Access = ReadAccess(document),
            PasswordSettings = new PasswordSettings
            {
                ForceChange = CheckWords.Number(document.Value("forceChangePassword"), int.MinValue, int.MaxValue),
                AllAccounts = Flag(document, "ifMonitorPwdforAllUser"),
                DictionaryOnly = Flag(document, "ifMonitorPwdOnlydic"),
                Moment = document.Value("checkWeakPwdMoment") ?? string.Empty,
            },
            ReportProxy = ReadProxy(document),
        };
        FieldReader[] rules = [.. document.Values(RuleName).Take(CheckLimits.MaxEntries).Select(FieldReader.Read)];
        return rules.Length > 0 ? rules.Aggregate(policy, RuleReader.Read) : FieldPolicy.Read(policy, document, AddressModes);
    }

    private static void WriteSettings(DocumentWriter document, Policy policy)
    {
        document.Add("iSetWanControl", policy.Access.ControlOtherNetworks);
        document.Add("iSetACL", policy.Access.AppliedByAgent);
        document.Add("iSetpingOfflineACL", policy.Access.AppliedWhileUnreachable);
        document.Add("iSetPingOfflineMon", policy.Access.WatchReachability);
        if (policy.ReportProxy is { } proxy)
        {
            document.Add("damProxyIp", ToNumber(proxy.Address));
            document.Add("damProxyPort", proxy.Port);
        }

        document.Add("heartBeatInterval", policy.Session.HeartbeatSeconds);
        document.Add("heartBeatOutTimes", policy.Session.MissedHeartbeats);
        document.Add("forceChangePassword", policy.PasswordSettings.ForceChange);
    }

    private static void WriteChecks(DocumentWriter document, Policy policy)
    {
        ProductRule? antiVirus = policy.Products.GetValueOrDefault(CheckItem.AntiVirus);
        document.Add("AVMode", antiVirus?.Mode ?? (antiVirus is null ? null : IsAdaptive(antiVirus) ? "Adaptive" : "Specified"));
        document.Add("forcedAVs", antiVirus is null ? null : FieldText.Join(antiVirus.Products));
        document.Add("AVConfigNames", antiVirus is null ? null : FieldText.Join(antiVirus.ConfigurationNames));
        document.Add("patchCheckMode", policy.Patches?.Mode);
        document.Add("checkList", FieldText.Join(CheckList(policy)));
        document.Add("ifMonitorPwdforAllUser", policy.PasswordSettings.AllAccounts);
        document.Add("ifMonitorPwdOnlydic", policy.PasswordSettings.DictionaryOnly);
        document.Add("checkWeakPwdMoment", policy.PasswordSettings.Moment);
        document.Add("patchLevel", policy.Patches is { } patches
            ? string.Join(';', patches.Levels.OrderBy(level => level.Key).Select(level => $"{level.Key},{CheckWords.Of(level.Value.Action)}"))
            : null);
    }

    private static void WriteOurs(DocumentWriter document, Policy policy)
    {
        document.Add("policyName", policy.Name);
        document.Add("policyVersion", policy.Version);
        document.Add("description", policy.Description);
        document.Add("unknownAction", CheckWords.Of(policy.Unknown));
        document.Add("actionAfter", policy.ActionAfterMinutes);
        document.Add("recheckInterval", policy.Session.RecheckSeconds);
        document.Add("reauthentication", policy.Session.ReauthenticationHours);
        document.Add("securityACL", policy.Access.AdmittedList);
        document.Add("isolationACL", policy.Access.IsolatedList);
        foreach (RepairServer server in policy.Access.RepairServers)
        {
            document.Add(RepairServerName, RepairServers.Write(server));
        }

        foreach (FieldWriter rule in RuleWriter.Write(policy))
        {
            document.Add(RuleName, rule);
        }
    }

    private static IEnumerable<string> CheckList(Policy policy)
    {
        foreach (CheckItem item in CollectionPlan.From(policy).Items.Order())
        {
            switch (item)
            {
                case CheckItem.AntiVirus:
                    yield return PolicyVocabulary.AntiVirusSoftware;
                    if (policy.Products[item].Engine is not null)
                    {
                        yield return PolicyVocabulary.EngineVersion;
                    }

                    if (policy.Products[item].Definitions is not null)
                    {
                        yield return PolicyVocabulary.DefinitionsVersion;
                    }

                    break;
                case CheckItem.Patches:
                    yield return PolicyVocabulary.Windows;
                    break;
                default:
                    yield return CheckWords.Of(item);
                    break;
            }
        }
    }

    private static SessionSettings ReadSession(EadDocument document)
    {
        SessionSettings defaults = new();
        int Within(string name, int least, int most, int usual) => CheckWords.Number(document.Value(name), least, most) ?? usual;
        const int Least = PolicyLimits.MinIntervalSeconds;
        const int Most = PolicyLimits.MaxIntervalSeconds;
        return new SessionSettings
        {
            HeartbeatSeconds = Within("heartBeatInterval", Least, Most, defaults.HeartbeatSeconds),
            MissedHeartbeats = Within("heartBeatOutTimes", 1, PolicyLimits.MaxMissedHeartbeats, defaults.MissedHeartbeats),
            RecheckSeconds = Within("recheckInterval", Least, Most, defaults.RecheckSeconds),
            ReauthenticationHours = Within("reauthentication", 1, PolicyLimits.MaxReauthenticationHours, defaults.ReauthenticationHours),
        };
    }

    private static AccessSettings ReadAccess(EadDocument document) => new()
    {
        AdmittedList = document.Value("securityACL"),
        IsolatedList = document.Value("isolationACL"),
        RepairServers = [.. document.Values(RepairServerName).Take(CheckLimits.MaxEntries).Select(RepairServers.Read)],
        AppliedByAgent = Flag(document, "iSetACL"),
        AppliedWhileUnreachable = Flag(document, "iSetpingOfflineACL"),
        WatchReachability = Flag(document, "iSetPingOfflineMon"),
        ControlOtherNetworks = Flag(document, "iSetWanControl"),
    };

    private static ReportProxy? ReadProxy(EadDocument document)
    {
        SecurityPolicy view = new(document);
        return view is { ProxyAddress: { } address, ProxyPort: { } port } ? new ReportProxy(address.ToString(), port) : null;
    }

    private static bool Flag(EadDocument document, string name) => CheckWords.Flag(document.Value(name)) ?? false;

    private static bool IsAdaptive(ProductRule rule) => rule.Engine?.WithinDays is not null || rule.Definitions?.WithinDays is not null;

    private static string ToNumber(string address) => IPAddress.TryParse(address, out IPAddress? parsed) && parsed.AddressFamily == AddressFamily.InterNetwork
        ? BinaryPrimitives.ReadUInt32BigEndian(parsed.GetAddressBytes()).ToString(CultureInfo.InvariantCulture)
        : address;
}
