using System.Text;
using Gatehouse.Server.Hosting;

namespace Gatehouse.Server.Identity;

/// <summary>Where the server keeps what must survive it. Only its user may look inside: keys of the CA and the database lie there.</summary>
internal sealed class DataFolder
{
    /// <summary>Opens the folder, and makes what is missing of it.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="ServerStartException">It cannot be made or written, or others may look inside.</exception>
    public DataFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Authority = System.IO.Path.Combine(Path, "ca");
        Guard(Path, () => Make(Path));
        Guard(Authority, () => Make(Authority));
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The folder of the CA.</summary>
    public string Authority { get; }

    /// <summary>The embedded database.</summary>
    public string Database => System.IO.Path.Combine(Path, "gatehouse.db");

    /// <summary>Certificate of the server, with its key.</summary>
    public string ServerCertificate => System.IO.Path.Combine(Path, "server.pem");

    /// <summary>Makes the file of the embedded database, when there is none, as its user's alone; what SQLite puts beside it gets the same rights.</summary>
    /// <exception cref="ServerStartException">It cannot be made.</exception>
    public void PrepareDatabase()
    {
        if (!File.Exists(Database))
        {
            WriteSecret(Database, string.Empty);
        }
    }

    /// <summary>Takes the folder for this server: two with one folder would both believe to be the only writer.</summary>
    /// <exception cref="ServerStartException">Another server has it.</exception>
    public FileStream Lock()
    {
        string file = System.IO.Path.Combine(Path, "server.lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (File.Exists(file))
        {
            throw new ServerStartException($"another server uses the data folder {Path}; stop it, or choose another folder with --data", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ServerStartException($"{file} cannot be written; check the free space and the rights of the folder, or choose another with --data", error);
        }
    }

    /// <summary>Writes a secret as <see cref="PrivateFiles"/> does. A file is there whole or not at all.</summary>
    /// <exception cref="ServerStartException">It cannot be written.</exception>
    public static void WriteSecret(string file, string content) => Guard(file, () =>
    {
        string temporary = $"{file}.{Guid.NewGuid():n}.tmp";
        try
        {
            using (FileStream stream = PrivateFiles.Create(temporary))
            {
                using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                writer.Write(content);
                writer.Flush();
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, file, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    });

    /// <summary>Reads a secret.</summary>
    /// <exception cref="ServerStartException">It cannot be read, or others can read it too.</exception>
    public string ReadSecret(string file)
    {
        string content = string.Empty;
        Guard(file, () =>
        {
            if (PrivateFiles.IsOpenToOthers(file))
            {
                throw new ServerStartException(
                    $"{file} holds a key and can be read by other users; if nobody did, run chmod 600 {file}, else remove {Path} and enrol the endpoints again");
            }

            content = File.ReadAllText(file);
        });
        return content;
    }

    private static void Make(string folder)
    {
        if (File.Exists(folder))
        {
            throw new ServerStartException($"{folder} is not a folder; name the server's data folder with --data FOLDER");
        }

        PrivateFiles.MakeFolder(folder);
        if (PrivateFiles.IsOpenToOthers(folder))
        {
            throw new ServerStartException($"the data folder {folder} is open to other users; run chmod 700 {folder}, or choose another with --data");
        }
    }

    private static void Guard(string path, Action action)
    {
        try
        {
            action();
        }
        catch (UnauthorizedAccessException error)
        {
            throw new ServerStartException($"{path} cannot be written or read; give the user of the server the right to, or choose another folder with --data", error);
        }
        catch (IOException error)
        {
            throw new ServerStartException($"{error.Message.TrimEnd('.')}; check the free space and the folder {path}, or choose another with --data", error);
        }
    }
}
