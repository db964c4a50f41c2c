using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Capture;
using Gatehouse.Cli.Options;
using Gatehouse.Diagnosis;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Cli.Tests.Options;

public sealed class OptionValuesTests
{
    [Fact]
    public void Vantage_points_come_first_and_keep_their_order()
    {
        Shell shell = new();
        shell.Run("diagnose", "extra.log", "--at", "client=a=b.pcap", "--at", "server=-");

        Assert.Equal([("client", "a=b.pcap"), ("server", "-"), (null, "extra.log")], shell.Asked!.Inputs.Select(input => (input.Name, input.Path)));
    }

    [Fact]
    public void Servers_reach_the_engine()
    {
        Shell shell = new();
        shell.Run("diagnose", "a.pcap", "--server", "10.0.2.105:4343", "--server", "console.example");

        Assert.Equal([("10.0.2.105", (ushort)4343), ("console.example", (ushort)0)], shell.Asked!.Servers.Select(server => (server.Host, server.Port)));
    }

    [Theory]
    [InlineData("10.0.2.105:4343", "10.0.2.105:4343")]
    [InlineData("10.0.2.105", "10.0.2.105:0")]
    [InlineData("[2001:db8::1]:4343", "[2001:db8::1]:4343")]
    [InlineData("[2001:db8::1]", "[2001:db8::1]:0")]
    [InlineData("2001:db8::1", "[2001:db8::1]:0")]
    public void Reads_a_server(string value, string expected)
    {
        ServerExpectation server = OptionValues.Server(value);
        Assert.Equal(expected, new IpEndpoint(server.Address!.Value, server.Port).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(":4343")]
    [InlineData("10.0.0.1:")]
    [InlineData("10.0.0.1:0")]
    [InlineData("10.0.0.1:+1")]
    [InlineData("[::1]4343")]
    public void Refuses_what_is_no_server(string value) => Assert.Throws<UserError>(() => OptionValues.Server(value));

    [Theory]
    [InlineData("2018-05-17T16:09:20Z", "2018-05-17T16:09:20Z")]
    [InlineData("2018-05-17 16:09:20", "2018-05-17T16:09:20Z")]
    [InlineData("2018-05-17T16:09:20+08:00", "2018-05-17T08:09:20Z")]
    [InlineData("2018-05-17T16:09:20.5338", "2018-05-17T16:09:20.533800Z")]
    [InlineData("2018-05-17", "2018-05-17T00:00:00Z")]
    public void Reads_a_time(string value, string expected) => Assert.Equal(expected, OptionValues.Time(value, "--since").ToString());

    [Theory]
    [InlineData("16:09")]
    [InlineData("2018")]
    [InlineData("May-17")]
    [InlineData("2018-13-01")]
    public void Refuses_a_time_that_leaves_the_day_open(string value) => Assert.Throws<UserError>(() => OptionValues.Time(value, "--since"));

    [Theory]
    [InlineData("10.0.3.5O")]
    [InlineData("10.0.3")]
    [InlineData("10.0.3.300")]
    [InlineData("100.200.100.256")]
    [InlineData("10.0.3.50:443")]
    [InlineData("10.0.3.0/24")]
    [InlineData("02:00:5e:10:20:3g")]
    [InlineData("2001:db8::5::1")]
    public void Refuses_an_endpoint_that_is_an_address_with_a_slip(string value) => Assert.Throws<UserError>(() => OptionValues.Endpoint(value));

    [Theory]
    [InlineData(null)]
    [InlineData("10.0.3.50")]
    [InlineData("2001:db8::5")]
    [InlineData("02:00:5e:10:20:30")]
    [InlineData("02-00-5E-10-20-30")]
    [InlineData("0200.5e10.2030")]
    [InlineData("jdoe")]
    [InlineData("j.doe.2")]
    [InlineData("10.0.3.5@branch")]
    [InlineData("20180517")]
    public void Takes_an_endpoint_as_it_is_written(string? value) => Assert.Equal(value, OptionValues.Endpoint(value));

    [Fact]
    public void No_time_is_no_limit() => Assert.Equal(Timestamp.None, OptionValues.Time(null, "--since"));

    [Theory]
    [InlineData("+08:00", 480)]
    [InlineData("+8", 480)]
    [InlineData("-0330", -210)]
    [InlineData("UTC+7", 420)]
    [InlineData("UTC", 0)]
    public void Reads_an_offset_as_a_zone(string value, int minutes) => Assert.Equal(minutes, OptionValues.Zone(value)!.BaseUtcOffset.TotalMinutes);

    [Fact]
    public void Reads_a_named_zone() => Assert.Equal(TimeSpan.FromHours(8), OptionValues.Zone("Asia/Shanghai")!.BaseUtcOffset);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Takes_the_fingerprint_of_a_certificate_file(bool pem)
    {
        using ECDsa key = ECDsa.Create();
        using X509Certificate2 certificate =
            new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        string file = Path.GetTempFileName();
        if (pem)
        {
            File.WriteAllText(file, "comment\n" + certificate.ExportCertificatePem());
        }
        else
        {
            File.WriteAllBytes(file, certificate.RawData);
        }

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)), OptionValues.CertificateSha256(file));
        File.Delete(file);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public void Refuses_a_file_without_certificate(string content)
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, content);

        Assert.Throws<UserError>(() => OptionValues.CertificateSha256(file));
        File.Delete(file);
    }
}
