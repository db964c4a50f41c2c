using System.Globalization;
using Gatehouse.Posture.Policies;

namespace Gatehouse.Contracts.Checks;

/// <summary>Repair servers in packets 2 and 4.</summary>
internal static class RepairServers
{
    public static FieldWriter Write(RepairServer server) => new FieldWriter(FieldText.Escape(server.Name))
        .Add("address", server.Address)
        .Add("ports", (IReadOnlyList<string>)[.. server.Ports.Select(port => port.ToString(CultureInfo.InvariantCulture))]);

    public static RepairServer Read(string value)
    {
        FieldReader fields = FieldReader.Read(value);
        IEnumerable<int?> ports = (fields.List("ports") ?? []).Select(port => CheckWords.Number(port, 1, ushort.MaxValue));
        return new RepairServer(FieldText.Unescape(fields.Category), fields.Text("address") ?? string.Empty, [.. ports.OfType<int>()]);
    }
}
