using System.Globalization;
using System.Net;
using System.Reflection;
using Gatehouse.Posture.Policies;

namespace Gatehouse.Posture.Files;

/// <summary>
/// Policies as YAML files, described in docs/policy.md and docs/policy.schema.json. A file with any error gives no policy: a check that is
/// misspelt must not silently not be made.
/// </summary>
public static class PolicyFile
{
    private const string DefaultResource = "Gatehouse.Posture.Files.default.yaml";

    /// <summary>The text of the policy a new server starts with.</summary>
    public static string DefaultText { get; } = ReadDefault();

    /// <summary>The policy a new server starts with.</summary>
    public static Policy Default { get; } = Read(DefaultText, out IReadOnlyList<PolicyFileError> errors)
        ?? throw new InvalidOperationException($"The built-in policy is wrong: {errors[0]}");

    /// <summary>Reads a policy; null when there are errors.</summary>
    public static Policy? Read(string text, out IReadOnlyList<PolicyFileError> errors)
    {
        ArgumentNullException.ThrowIfNull(text);
        return DocumentReader.Read(text, DocumentKind.Policy, Read, out errors);
    }

    private static Policy Read(MappingReader file)
    {
        Policy usual = new() { Name = file.RequiredText("name") };
        Policy policy = usual with
        {
            Version = file.Number("version", 1, int.MaxValue) ?? usual.Version,
            Description = file.Text("description") ?? usual.Description,
            UserMessage = file.Text("userMessage") ?? usual.UserMessage,
            StrategyMode = file.Text("strategyMode") ?? usual.StrategyMode,
            Unknown = file.Action("unknown") ?? usual.Unknown,
            ActionAfterMinutes = file.Number("actionAfterMinutes", 0, PolicyLimits.MaxActionAfterMinutes) ?? usual.ActionAfterMinutes,
            Session = file.Mapping("session") is { } session ? ReadSession(session) : usual.Session,
            Access = file.Mapping("access") is { } access ? ReadAccess(access) : usual.Access,
            PasswordSettings = file.Mapping("passwordSettings") is { } passwords ? ReadPasswords(passwords) : usual.PasswordSettings,
            ReportProxy = file.Mapping("reportProxy") is { } proxy ? ReadProxy(proxy) : null,
        };
        policy = file.Mapping("checks") is { } checks ? ChecksReader.Read(policy, checks) : policy;
        file.Finish();
        return policy;
    }

    private static SessionSettings ReadSession(MappingReader session)
    {
        SessionSettings usual = new();
        SessionSettings read = new()
        {
            HeartbeatSeconds = session.Number("heartbeatSeconds", PolicyLimits.MinIntervalSeconds, PolicyLimits.MaxIntervalSeconds) ?? usual.HeartbeatSeconds,
            MissedHeartbeats = session.Number("missedHeartbeats", 1, PolicyLimits.MaxMissedHeartbeats) ?? usual.MissedHeartbeats,
            RecheckSeconds = session.Number("recheckSeconds", PolicyLimits.MinIntervalSeconds, PolicyLimits.MaxIntervalSeconds) ?? usual.RecheckSeconds,
            ReauthenticationHours = session.Number("reauthenticationHours", 1, PolicyLimits.MaxReauthenticationHours) ?? usual.ReauthenticationHours,
        };
        session.Finish();
        return read;
    }

    private static AccessSettings ReadAccess(MappingReader access)
    {
        List<RepairServer> servers = [];
        foreach (FileNode node in access.Items("repairServers"))
        {
            if (access.Mapping(node, "repairServers") is { } server)
            {
                servers.Add(ReadServer(server, node));
            }
        }

        AccessSettings read = new()
        {
            AdmittedList = access.Text("admittedList"),
            IsolatedList = access.Text("isolatedList"),
            RepairServers = servers,
            AppliedByAgent = access.Flag("appliedByAgent") ?? false,
            AppliedWhileUnreachable = access.Flag("appliedWhileUnreachable") ?? false,
            WatchReachability = access.Flag("watchReachability") ?? false,
            ControlOtherNetworks = access.Flag("controlOtherNetworks") ?? false,
        };
        access.Finish();
        return read;
    }

    private static RepairServer ReadServer(MappingReader server, FileNode node)
    {
        string name = server.RequiredText("name");
        string address = server.RequiredText("address");
        if (address.Length > 0 && !IPAddress.TryParse(address, out _) && !IPNetwork.TryParse(address, out _))
        {
            server.Fail(node, $"address is \"{address}\" and must be an IP address or a prefix such as 192.0.2.0/28: names cannot be enforced");
        }

        List<int> ports = [];
        foreach (FileNode item in server.Items("ports"))
        {
            if (server.Scalar(item, "ports") is not { } port)
            {
                continue;
            }

            if (ushort.TryParse(port.Text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) && number > 0)
            {
                ports.Add(number);
            }
            else
            {
                server.Fail(item, $"the port is \"{port.Text}\" and must be a number from 1 to 65535");
            }
        }

        server.Finish();
        return new RepairServer(name, address, ports);
    }

    private static PasswordSettings ReadPasswords(MappingReader passwords)
    {
        PasswordSettings usual = new();
        PasswordSettings read = new()
        {
            ForceChange = passwords.Number("forceChange", 0, int.MaxValue),
            AllAccounts = passwords.Flag("allAccounts") ?? false,
            DictionaryOnly = passwords.Flag("dictionaryOnly") ?? false,
            Moment = passwords.Text("moment") ?? usual.Moment,
        };
        passwords.Finish();
        return read;
    }

    private static ReportProxy ReadProxy(MappingReader proxy)
    {
        FileNode? node = proxy.Node("address");
        string address = node is null ? string.Empty : proxy.Scalar(node, "address")?.Text ?? string.Empty;
        if (node is not null && !IPAddress.TryParse(address, out _))
        {
            proxy.Fail(node, $"address is \"{address}\" and must be an IP address");
        }

        ReportProxy read = new(address, proxy.Number("port", 1, ushort.MaxValue) ?? 0);
        if (node is null || read.Port == 0)
        {
            proxy.FailHere("reportProxy needs an address and a port");
        }

        proxy.Finish();
        return read;
    }

    private static string ReadDefault()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(DefaultResource)
            ?? throw new InvalidOperationException("The built-in policy is missing.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
