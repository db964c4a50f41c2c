using System.Collections.Frozen;

namespace Gatehouse.Diagnosis.Redaction;

/// <summary>
/// The words that reports are written in. Somebody's file, server or user may be called like one of them; replacing it in prose would
/// make nonsense of the report and hide nothing.
/// </summary>
internal static class PlainWords
{
    private const string List = """
        about above absent accept acceptable accepted accepts access account acknowledged acknowledges acknowledgments act acts add address
        addresses adds adjust admits after again against agent agents agree agreed agrees ahead alert algorithm alike alive all allow
        allowed allows alone also alternative although among amp and anew another answer answered answering answers anti any anything apart
        apex application archive are arrive arrived arrives arrow article ase ask asked asking asks attack attempt attempts authentication
        authenticator authorities authority away back bad badge balancer base became because been before began begin beginning begins begun
        behind believed believes belong belongs below beside best better between bindings black block blocks body boots both bound break
        breaks bring broken buffer build but bypass bytes cable cache calendar call calls came can candidates cannot capture captured
        captures capturing card care carries carry case cause causes certain certificate certificates chain change changed changes channel
        check checked checks choice chokes chose cipher circle claimed clamped class clear client clients clock clocks close closed closes
        closing code collect color column come comes common communication company compare compared complete completed compliant compress
        compressed compresses compression confidence connect connected connection connections connects considered console consults contain
        contains content context contradict control conversation conversations cookie copies copy correct corrupt could count counted
        counters counts crash crashes create credentials cross crossed curl custom cut damaged dark data database datagram datagrams date
        dates day days debug decides decoded decryption default defect delay delete deleted delivered demands depend describe described
        details device devices diagnose diagram did differ different dim direction directions directory disabled discarding discovery disk
        dissections distinct distrusts div dns document does don done dont dot downgrade drop dropped drops dtls due duplex duplicates
        during dword each ead eap earlier early eater editor either elliptic else empty enable enabled encrypted encrypts end ended endpoint
        endpoints ends entries entry equally error errors established ethernet even events ever every everything evidence exactly exception
        exchange exclude excluded exempt exist expanded expect expectation expected expects expire expired explain explained explains
        explanation explanations export expressed extension fact facts fail failed failing fails failure fall false far fault faulty fewer
        field file files filter filtered filters find finding finds finished firewall firewalls first fit fits fitted folder folders
        followed follows footer for forbids force forced forged forgets form format forward found frag fragment fragmentation fragmented
        fragments frame framed frames framework from front full functions gap gatehouse gateway gateways gave get gets give given gives
        global goes going good got ground group groups guest gzip had hand handshake happened harmless has have having head header headers
        health healthy heard height hello hellos help helps here hex hidden hold holder holds hole home hop host hosts hours how however
        html http https hung icmp identification identity includes incomplete inconclusive index initial input inside inspect inspecting
        inspection inspects install instead interface interfaces intermediate into intrusion invalid ipconfig isatap isolate isolated
        isolation issue issued issuer item items its itself journeys judge judged just keep keeps kept key keys kick kickout killed kind
        kinds know knowing known knows label lack lacks ladder lane large larger last later leads leap leaps leaves leaving left length
        lengths less let lets lie lies light like likely limit limits line lines link links linux list listen listens lists little live load
        log logged logs longer look looked looks loses loss losses lost lower machine made main make makes malware many mark master maxsize
        may mean meaning means meant meanwhile memory mend mercy message messages method middle middlebox minutes mirror mirrored mismatch
        missed missing mistake moment monitor monitoring mono more most move mss much must name named names narrower nearer nearest nearly
        needed needs neighbour neither netsh netstat network networks never new next nmap nobody node non noncompliant none nor not note
        nothing noticed noto now null number numbers objects obstacle octet octets odd ofcscan off offer offered offers offline offset often
        old older oldest once one ones only onwards open opened opening opens openssl order orderly organisation other others otherwise out
        outcome outdated outside over overload overloaded own pack packet packets page pair pairs parameters part pass passed past patch
        patches path peer per permissions permit picture piece ping pings pinned pins pktmon place plain point points policy pool port ports
        possible posture pre present presented press prevention price printed prints private probably problem product products program
        programs proof properly protection protocol protocols prove proves proxies proxy puts queries question questions queue queues radius
        raise random reach reached reaches read reader reading reads real reason reasons reassembly receive received receiver receivers
        receives recognised reconfigured record recording records recovered recovers refusal refuse refused refuses registered registration
        registry rejected rejects remain remarks remove renew repair repeats replaced replied replies reply report reported reports
        reproduce request requests require required requires resending resendings reset resets resolve resolvectl resolved resolves response
        rest restart restarted restarting restriction restrictions results retransmissions returned revocation revoked rewrites right rights
        role rollback roots route router routes row rule rules run running runs runtime safe said same sample samples save saved saw say
        says scan schannel scroll second seconds secrecy secret secrets section sections security see seeing seems seen segment segments
        self send sender sends sense sent sentinel sentme sequence serve served server servers service services sessions set sets setting
        settings several share shared shares sharing short should show showed shown shows shrinks side sides sign signature signed signs
        silent silently since sits size sizes skipped small smaller snap some somebody something source sources span spared speak speakers
        speaks spelling spoke ssl stack stacks stage stand standard stands staple start started starting starts stateful status stays stdin
        step steps still stop stopgap stopped stops store straight strangers stream streams stretch stricter string strong style subject
        succeeded such suite suites summary superseded support supported sure suspect swallows switch switched symptom syn syns system tag
        take taken takes target tcp tcpdump tell telling tells teredo test tests text than that the their them themselves then there these
        they thing think this those though threads threshold through throughout time timeouts times timing tip title tls tmp today together
        told too took tool total towards trace tracefile tracepath traffic transfer translated translates translation transmit transport
        travels tried tries true trust trusted trusting trusts try tunnel tunnels twice two type udp unanswered unchecked uncompressed under
        unknown unless unload unpack unqualified unrelated unseen untick until unwanted update upload upwards usable usage use used user
        uses usual vain valid validity value values vanish vantage vary vendor vendors verdict verify version versions very view violated
        virtual visible wait waited waiting waits wanted wants warning warnings was way ways weaker web well went were what whatever when
        where whether which while who whole whom whose why width will window windows winhttp wireless wireshark with within without word
        wording work workaround worked working works worth would wpad wrapper wrong yes you your yours zero zone
        """;

    private static readonly FrozenSet<string> Words =
        List.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Spans = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a text consists of such words, words of one or two letters, and numbers.</summary>
    public static bool AreAll(ReadOnlySpan<char> text)
    {
        foreach (Range range in text.SplitAny(' ', '-', '_'))
        {
            ReadOnlySpan<char> word = text[range];
            if (word.Length > 2 && word.ContainsAnyExceptInRange('0', '9') && !Spans.Contains(word))
            {
                return false;
            }
        }

        return true;
    }
}
