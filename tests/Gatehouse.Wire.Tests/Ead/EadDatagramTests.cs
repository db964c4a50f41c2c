using System.Text;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Wire.Tests.Ead;

public sealed class EadDatagramTests
{
    private const string Xml = "<data><i n=\"a\">1</i></data>";

    [Fact]
    public void Finds_the_document_behind_any_header_up_to_the_limit()
    {
        for (int header = 0; header <= EadLimits.MaxDatagramHeader; header++)
        {
            byte[] payload = [.. Enumerable.Repeat((byte)0xAD, header), .. Encoding.UTF8.GetBytes(Xml), 0, 0];

            Assert.True(EadDatagram.TryFindXml(payload, out ReadOnlySpan<byte> xml, out int found, out bool complete));
            Assert.Equal(Xml, Encoding.UTF8.GetString(xml));
            Assert.Equal(header, found);
            Assert.True(complete);
        }
    }

    [Fact]
    public void Takes_a_document_further_in_for_sealed()
    {
        byte[] payload = [.. new byte[EadLimits.MaxDatagramHeader + 1], .. Encoding.UTF8.GetBytes(Xml)];

        Assert.False(EadDatagram.TryFindXml(payload, out _, out _, out _));
    }

    [Fact]
    public void Tells_a_first_fragment_from_a_whole_document_at_every_truncation()
    {
        byte[] payload = [1, 2, 3, 4, .. Encoding.UTF8.GetBytes(Xml)];
        for (int length = 0; length < payload.Length; length++)
        {
            bool found = EadDatagram.TryFindXml(payload.AsSpan(0, length), out ReadOnlySpan<byte> xml, out _, out bool complete);
            Assert.Equal(length >= 4 + "<data".Length, found);
            Assert.Equal(found ? length - 4 : 0, xml.Length);
            Assert.False(complete);
        }
    }

    [Fact]
    public void Survives_mutations()
    {
        int found = 0;
        foreach (byte[] payload in Mutations.Of([1, 2, 3, 4, .. Encoding.UTF8.GetBytes(Xml), 0, 0], 20_000, seed: 9))
        {
            if (EadDatagram.TryFindXml(payload, out ReadOnlySpan<byte> xml, out int header, out bool complete))
            {
                found++;
                Assert.True(xml.StartsWith("<data"u8) && header + xml.Length <= payload.Length);
                Assert.True(!complete || xml.EndsWith("</data>"u8));
            }
        }

        Assert.InRange(found, 1000, FuzzRuns.Count(19_999));
    }
}
