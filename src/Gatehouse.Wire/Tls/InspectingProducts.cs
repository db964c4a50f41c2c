namespace Gatehouse.Wire.Tls;

/// <summary>
/// Recognises products that open TLS connections and sign certificates of their own, by the issuer name they are known to
/// use. A match means "looks like": a name proves nothing, and gateways that sign with the customer's own authority have none.
/// </summary>
public static class InspectingProducts
{
    // Names of vendors that also appear in public certificate authorities, or that sell other things with certificates
    // (Cisco, Check Point, Microsoft, Symantec, Trend Micro, Sophos…), never stand alone here: a second word is asked for.
    private static readonly Rule[] Rules =
    [
        // Cloud gateways. Zscaler: "Zscaler Intermediate Root CA (zscalerthree.net) (t)", O="Zscaler Inc." (help.zscaler.com).
        new("Zscaler", In.Name | In.Organization, "Zscaler"),
        // Netskope: "caadmin.netskope.com", "certadmin.netskope.com", "ca.TENANT.goskope.com" (docs.netskope.com).
        new("Netskope", In.Name, "netskope.com"),
        new("Netskope", In.Name, "goskope.com"),
        // Cisco Umbrella: "Cisco Umbrella Root CA", "Cisco Umbrella Primary SubCA" (docs.umbrella.com).
        new("Cisco Umbrella", In.Name, "Cisco Umbrella"),
        new("Cisco Secure Access", In.Name, "Cisco Secure Access"),
        // Cloudflare: "Gateway CA - Cloudflare Managed G1", earlier "Cloudflare for Teams ECC Certificate Authority".
        new("Cloudflare Gateway", In.Name, "Gateway CA", "Cloudflare Managed"),
        new("Cloudflare Gateway", In.Name, "Cloudflare for Teams"),
        new("Symantec Web Security Service", In.Name | In.Unit, "Symantec Web Security Service"),
        new("Forcepoint", In.Name, "Forcepoint Cloud"),
        new("iboss", In.Name | In.Organization, "iboss"),
        new("Menlo Security", In.Name | In.Organization, "Menlo Security"),
        new("Securly", In.Name | In.Organization, "Securly"),
        new("Lightspeed", In.Name | In.Organization, "Lightspeed", "Rocket"),
        new("Lightspeed", In.Name | In.Organization, "Lightspeed Systems"),

        // Firewalls and proxies. Fortinet: "Fortinet_CA_SSL", "Fortinet_CA_Untrusted", or the serial number of the device
        // as the name with OU="Certificate Authority" (docs.fortinet.com).
        new("Fortinet FortiGate", In.Name, "Fortinet_CA"),
        new("Fortinet FortiGate", In.Name, "FortiGate CA"),
        new("Fortinet FortiGate", In.Organization | In.Unit, "Fortinet", "Certificate Authority"),
        // Palo Alto Networks: a customer's name, usually with "Forward Trust" or "Forward Untrust" (docs.paloaltonetworks.com).
        new("Palo Alto Networks", In.Name, "Forward Trust"),
        new("Palo Alto Networks", In.Name, "Forward Untrust"),
        new("Palo Alto Networks", In.Name | In.Organization, "Palo Alto Networks"),
        // Sophos: "Sophos SSL CA_<serial>", or the "Default_CA_…" of a new installation, O=Sophos, OU=NSG (docs.sophos.com).
        new("Sophos Firewall", In.Name, "Sophos SSL CA"),
        new("Sophos Firewall", In.Organization | In.Unit, "Sophos", "NSG"),
        new("Blue Coat ProxySG", In.Name | In.Organization | In.Unit, "Blue Coat"),
        new("Check Point", In.Name, "Check Point", "CA"),
        new("McAfee Web Gateway", In.Name | In.Organization | In.Unit, "McAfee Web Gateway"),
        new("Skyhigh Secure Web Gateway", In.Name | In.Organization, "Skyhigh", "Gateway"),
        new("Websense", In.Name | In.Organization, "Websense"),
        new("Barracuda", In.Name | In.Organization, "Barracuda"),
        new("SonicWall", In.Name | In.Organization | In.Unit, "SonicWall", "DPI-SSL"),
        new("WatchGuard", In.Name | In.Organization | In.Unit, "Fireware HTTPS Proxy"),
        new("WatchGuard", In.Organization, "WatchGuard_Technologies"),
        new("Smoothwall", In.Name | In.Organization, "Smoothwall"),
        new("Untangle", In.Name | In.Organization, "Untangle"),
        new("Microsoft Forefront TMG", In.Name, "Forefront TMG"),
        new("Microsoft Forefront TMG", In.Name, "Microsoft", "HTTPS Inspection"),
        new("Trend Micro InterScan Web Security", In.Name | In.Organization | In.Unit, "InterScan Web Security"),
        new("Sangfor", In.Name | In.Organization, "Sangfor"),
        new("Sangfor", In.Name | In.Organization, "深信服"),
        new("QiAnXin", In.Name | In.Organization, "QiAnXin"),
        new("QiAnXin", In.Name | In.Organization, "奇安信"),

        // Anti-virus on the endpoint. Kaspersky: "Kaspersky Anti-Virus Personal Root Certificate" (support.kaspersky.com).
        new("Kaspersky", In.Name, "Kaspersky", "Personal Root"),
        new("Avast", In.Name | In.Organization, "avast", "Mail Shield"),
        new("AVG", In.Name | In.Organization, "AVG", "Mail Shield"),
        new("ESET", In.Name, "ESET SSL Filter CA"),
        new("Bitdefender", In.Name, "Bitdefender Personal CA"),
        new("Dr.Web", In.Name | In.Organization, "Dr.Web"),
        new("Dr.Web", In.Name, "DrWeb"),
        new("AdGuard", In.Name, "AdGuard Personal CA"),

        // Debugging proxies, under the names they give their own authority.
        new("mitmproxy", In.Name, "mitmproxy"),
        new("Charles Proxy", In.Name, "Charles Proxy"),
        new("Fiddler", In.Name, "DO_NOT_TRUST_FiddlerRoot"),
        new("Burp Suite", In.Name, "PortSwigger CA"),
        new("ZAP", In.Name, "OWASP Zed Attack Proxy"),
        new("ZAP", In.Name, "OWASP ZAP"),
    ];

    /// <summary>Attributes of a distinguished name that a rule looks at.</summary>
    [Flags]
    private enum In
    {
        Name = 1,
        Organization = 2,
        Unit = 4,
    }

    /// <summary>The product an issuer name looks like; null when none is recognised.</summary>
    /// <param name="issuer">
    /// A distinguished name as text, "CN=Zscaler Root CA, O=Zscaler Inc."; text without attributes is taken as a common name.
    /// </param>
    public static string? Match(string issuer)
    {
        IReadOnlyList<(string Attribute, string Value)> parts = DistinguishedName.Split(issuer);
        return Array.Find(Rules, rule => rule.Applies(parts))?.Product;
    }

    private static In PlaceOf(string attribute) => attribute.ToUpperInvariant() switch
    {
        "" or "CN" or "ID-AT-COMMONNAME" => In.Name,
        "O" or "ID-AT-ORGANIZATIONNAME" => In.Organization,
        "OU" or "ID-AT-ORGANIZATIONALUNITNAME" => In.Unit,
        _ => 0,
    };

    /// <summary>One way a product signs: every word occurs, without regard to case, as a word of one of the attributes.</summary>
    private sealed record Rule(string Product, In Places, params string[] Words)
    {
        public bool Applies(IReadOnlyList<(string Attribute, string Value)> parts) => Array.TrueForAll(
            Words,
            word => parts.Any(part => (PlaceOf(part.Attribute) & Places) != 0 && HasWord(part.Value, word)));

        /// <summary>Whether the text occurs and no ASCII letter or digit stands right before or after it.</summary>
        private static bool HasWord(string text, string word)
        {
            for (int at = 0; (at = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
            {
                int end = at + word.Length;
                if ((at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]))
                    && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end])))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
