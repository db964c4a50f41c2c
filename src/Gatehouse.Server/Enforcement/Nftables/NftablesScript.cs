using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Gatehouse.Server.Enforcement.Nftables;

/// <summary>
/// The rules as input of <c>nft -f</c>, applied by the kernel whole or not at all. One table of our own, <c>inet gatehouse</c>; nobody else's
/// is touched. Verdicts come before connection tracking is asked, so an endpoint that loses its access loses its open connections too.
/// </summary>
internal static class NftablesScript
{
    /// <summary>Our table.</summary>
    public const string Table = "inet gatehouse";

    /// <summary>Everything: the table, its chains, and its sets with these members.</summary>
    public static string Whole(IReadOnlyList<string> interfaces, IReadOnlySet<SetMember> members)
    {
        StringBuilder script = new();

        // Adding before deleting makes the deletion succeed where there is no table yet.
        script.Append(CultureInfo.InvariantCulture, $"add table {Table}\ndelete table {Table}\ntable {Table} {{\n");
        ILookup<string, string> bySet = members.ToLookup(member => member.Set, member => member.Address);
        foreach (AddressFamily family in new[] { AddressFamily.InterNetwork, AddressFamily.InterNetworkV6 })
        {
            string suffix = SetMember.Suffix(family);
            foreach (string name in new[] { "admitted", "isolated", SetMember.Repair, SetMember.Open })
            {
                Set(script, name + suffix, family, [.. bySet[name + suffix]], interval: name is SetMember.Repair or SetMember.Open);
            }
        }

        string guarded = "{ " + string.Join(", ", interfaces.Select(name => $"\"{name}\"")) + " }";
        return script.Append(CultureInfo.InvariantCulture, $$"""
              chain forward {
                type filter hook forward priority filter - 10; policy accept;
                iifname {{guarded}} jump from_endpoints
                oifname {{guarded}} jump to_endpoints
              }
              chain from_endpoints {
                ip saddr @admitted4 return
                ip6 saddr @admitted6 return
                ip daddr @open4 return
                ip6 daddr @open6 return
                ip saddr @isolated4 ip daddr @repair4 return
                ip6 saddr @isolated6 ip6 daddr @repair6 return
                drop
              }
              chain to_endpoints {
                ip daddr @admitted4 return
                ip6 daddr @admitted6 return
                ip saddr @open4 return
                ip6 saddr @open6 return
                ip saddr @repair4 ip daddr @isolated4 return
                ip6 saddr @repair6 ip6 daddr @isolated6 return
                drop
              }
            }

            """).ToString();
    }

    /// <summary>Only what differs between two states of the sets; empty when nothing does.</summary>
    public static string Change(IReadOnlySet<SetMember> before, IReadOnlySet<SetMember> after)
    {
        StringBuilder script = new();
        foreach (IGrouping<string, SetMember> gone in before.Where(member => !after.Contains(member)).GroupBy(member => member.Set))
        {
            Elements(script, "delete", gone);
        }

        foreach (IGrouping<string, SetMember> come in after.Where(member => !before.Contains(member)).GroupBy(member => member.Set))
        {
            Elements(script, "add", come);
        }

        return script.ToString();
    }

    private static void Elements(StringBuilder script, string verb, IGrouping<string, SetMember> members) =>
        script.Append(CultureInfo.InvariantCulture, $"{verb} element {Table} {members.Key} {{ ").AppendJoin(", ", members.Select(member => member.Address)).Append(" }\n");

    private static void Set(StringBuilder script, string name, AddressFamily family, string[] elements, bool interval)
    {
        string type = family == AddressFamily.InterNetwork ? "ipv4_addr" : "ipv6_addr";
        script.Append(CultureInfo.InvariantCulture, $"  set {name} {{\n    type {type}\n");
        if (interval)
        {
            script.Append("    flags interval\n    auto-merge\n");
        }

        if (elements.Length > 0)
        {
            script.Append("    elements = { ").AppendJoin(", ", elements).Append(" }\n");
        }

        script.Append("  }\n");
    }
}
