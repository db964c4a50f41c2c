using Gatehouse.Wire.Tls;

namespace Gatehouse.Wire.Tests.Tls;

public sealed class InspectingProductsTests
{
    [Theory]
    [InlineData("CN=\"Zscaler Intermediate Root CA (zscalerthree.net) (t) \", OU=Zscaler Inc., O=Zscaler Inc., C=US", "Zscaler")]
    [InlineData("CN=Sophos SSL CA_C0100ABCDEF, OU=NSG, O=Sophos, C=GB", "Sophos Firewall")]
    [InlineData("CN=Cisco Umbrella Primary SubCA, O=Cisco", "Cisco Umbrella")]
    [InlineData("CN=FGT60E4Q16000000, OU=Certificate Authority, O=Fortinet, C=US", "Fortinet FortiGate")]
    [InlineData("CN=Fortinet_CA_Untrusted, O=Fortinet", "Fortinet FortiGate")]
    [InlineData("CN=Corp Forward Trust CA, O=Example", "Palo Alto Networks")]
    [InlineData("CN=ca.acme.goskope.com, O=Acme", "Netskope")]
    [InlineData("CN=Kaspersky Anti-Virus Personal Root Certificate, O=AO Kaspersky Lab", "Kaspersky")]
    [InlineData("CN=avast! Web/Mail Shield Root, O=avast! Web/Mail Shield", "Avast")]
    [InlineData("CN=AVG Web/Mail Shield Root, O=AVG Web/Mail Shield", "AVG")]
    [InlineData("CN=eset ssl filter ca, O=ESET, spol. s r. o.", "ESET")]
    [InlineData("CN=mitmproxy, O=mitmproxy", "mitmproxy")]
    [InlineData("CN=DO_NOT_TRUST_FiddlerRoot, O=DO_NOT_TRUST", "Fiddler")]
    [InlineData("CN=SSL Inspection, O=深信服科技股份有限公司", "Sangfor")]
    [InlineData("id-at-commonName=PortSwigger CA,id-at-organizationName=PortSwigger", "Burp Suite")]
    [InlineData("Zscaler Root CA", "Zscaler")]
    public void Recognises_the_names_products_sign_under(string issuer, string product) =>
        Assert.Equal(product, InspectingProducts.Match(issuer));

    [Theory]
    [InlineData("CN=R11, O=Let's Encrypt, C=US")]
    [InlineData("CN=DigiCert TLS RSA SHA256 2020 CA1, O=DigiCert Inc, C=US")]
    [InlineData("CN=Microsoft Azure RSA TLS Issuing CA 07, O=Microsoft Corporation, C=US")]
    [InlineData("CN=Symantec Class 3 Secure Server CA - G4, OU=Symantec Trust Network, O=Symantec Corporation, C=US")]
    [InlineData("CN=Trend Micro Gold CA, O=Trend Micro Inc, C=US")]
    [InlineData("CN=Cloudflare Inc ECC CA-3, O=\"Cloudflare, Inc.\", C=US")]
    [InlineData("CN=Cisco XSSL-R2, O=Cisco Systems, C=US")]
    [InlineData("CN=HydrantID Server CA O1, O=IdenTrust, OU=HydrantID Trusted Certificate Service")]
    [InlineData("CN=Sophos Certificate Authority, O=Sophos")]
    [InlineData("CN=support, O=Fortinet, OU=FortiGate")]
    [InlineData("CN=mitmproxyish")]
    [InlineData("CN=OfcConsole, O=Check Point")]
    [InlineData("C=Zscaler, L=mitmproxy")]
    [InlineData("")]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("=,=,,")]
    public void Names_nothing_for_public_authorities_and_other_names(string issuer) =>
        Assert.Null(InspectingProducts.Match(issuer));

    [Fact]
    public void Reads_a_bounded_number_of_parts() =>
        Assert.Equal(DistinguishedName.MaxParts, DistinguishedName.Split(string.Join(',', Enumerable.Repeat("CN=x", 10_000))).Count);

    [Fact]
    public void Does_not_split_inside_quotation_marks_or_at_an_escaped_comma() =>
        Assert.Equal(
            [("O", "Example, Inc."), ("CN", "a,b"), ("", "c")], DistinguishedName.Split("O=\"Example, Inc.\", CN=a\\,b, c"));
}
