using Gatehouse.Wire.Tls;

namespace Gatehouse.Wire.Tests.Tls;

/// <summary>Vectors published in the README of github.com/salesforce/ja3.</summary>
public sealed class Ja3Tests
{
    [Fact]
    public void Matches_the_published_vector_with_extensions()
    {
        ClientHello hello = new()
        {
            LegacyVersion = 769,
            CipherSuites = [47, 53, 5, 10, 49161, 49162, 49171, 49172, 50, 56, 19, 4],
            Extensions = [0, 10, 11],
            Groups = [23, 24, 25],
            PointFormats = [0],
        };

        Assert.Equal("769,47-53-5-10-49161-49162-49171-49172-50-56-19-4,0-10-11,23-24-25,0", Ja3.Text(hello));
        Assert.Equal("ada70206e40642a3e4461f35503241d5", Ja3.Compute(hello));
    }

    [Fact]
    public void Matches_the_published_vector_without_extensions()
    {
        ClientHello hello = new() { LegacyVersion = 769, CipherSuites = [4, 5, 10, 9, 100, 98, 3, 6, 19, 18, 99] };

        Assert.Equal("769,4-5-10-9-100-98-3-6-19-18-99,,,", Ja3.Text(hello));
        Assert.Equal("de350869b8c85de67a350c8d186f11e6", Ja3.Compute(hello));
    }

    [Fact]
    public void Leaves_GREASE_out_wherever_it_stands()
    {
        ClientHello plain = new() { LegacyVersion = 771, CipherSuites = [4865, 4866], Extensions = [0, 43], Groups = [29] };
        ClientHello greased = plain with
        {
            CipherSuites = [0x0A0A, 4865, 0x1A1A, 4866],
            Extensions = [0xFAFA, 0, 43, 0x2A2A],
            Groups = [29, 0x5A5A],
        };

        Assert.Equal("771,4865-4866,0-43,29,", Ja3.Text(plain));
        Assert.Equal(Ja3.Compute(plain), Ja3.Compute(greased));
    }

    [Fact]
    public void Has_no_answer_for_hellos_it_does_not_cover()
    {
        Assert.Null(Ja3.Compute(new ClientHello { LegacyVersion = 769, IsSslV2 = true }));
        Assert.Null(Ja3.Compute(new ClientHello { LegacyVersion = 771, CipherSuiteCount = 28 }));
    }
}
