using Gatehouse.Capture;
using Gatehouse.Capture.Zip;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Finds the capture that is meant where a vantage point's name is given to a folder or an archive.</summary>
internal static class OnlyCapture
{
    /// <summary>Looks into what the user named.</summary>
    /// <param name="input">A file, a folder or an archive, with a name.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The path of the only capture in it; null when it is a single file, which bears the name itself.</returns>
    /// <exception cref="CaptureException">There are several captures in it, or none.</exception>
    public static string? In(EvidenceInput input, CancellationToken cancellation)
    {
        if (!Directory.Exists(input.Path) && !IsArchive(input.Path))
        {
            return null;
        }

        List<string> captures = [];
        ArchiveWalker walker = new(Note, static _ => { }, cancellation);
        foreach ((EvidenceInput file, _) in EvidenceExpander.Expand([input], static _ => { }))
        {
            Look(file.Path);
        }

        return captures.Count == 1
            ? captures[0]
            : throw new CaptureException(captures.Count == 0
                ? $"{input.Path} holds no capture that could be called {input.Name}; name it without --at {input.Name}="
                : $"{input.Path} holds {captures.Count:N0} captures, which cannot all be called {input.Name}; name each of them, as in --at {input.Name}={captures[0]}");

        void Note(EvidenceFile file)
        {
            if (file.Kind is EvidenceKind.Pcap or EvidenceKind.Pcapng)
            {
                captures.Add(file.Name);
            }
        }

        void Look(string path)
        {
            try
            {
                using EvidenceFile file = EvidenceFile.Open(path);
                if (ArchiveWalker.IsArchive(file))
                {
                    walker.Walk(ZipFolder.Open(path));
                }
                else
                {
                    Note(file);
                }
            }
            catch (CaptureException)
            {
                // Reading it will say so.
            }
        }
    }

    /// <summary>Pipes have no length, and what is taken out of one to look at it is gone.</summary>
    private static bool IsArchive(string path)
    {
        if (path == EvidenceFile.StandardInput || !SameEvidence.IsOrdinary(path))
        {
            return false;
        }

        using EvidenceFile file = EvidenceFile.Open(path);
        return ArchiveWalker.IsArchive(file);
    }
}
