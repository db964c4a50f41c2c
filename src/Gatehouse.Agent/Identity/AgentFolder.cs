namespace Gatehouse.Agent.Identity;

/// <summary>The folder where an agent keeps its key, certificate, log and status; only its own user may look into it.</summary>
public sealed class AgentFolder
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Where the agent of a whole machine is, which root runs.</summary>
    internal const string SystemPath = "/var/lib/gatehouse/agent";

    private const string KeyName = "key.pem";

    private AgentFolder(string path) => Path = path;

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>The endpoint's private key (PKCS #8, PEM).</summary>
    public string Key => In(KeyName);

    /// <summary>The endpoint's certificate (PEM); absent before enrolment.</summary>
    public string Certificate => In("certificate.pem");

    /// <summary>The server's trust anchors (PEM).</summary>
    public string TrustAnchors => In("trust-anchors.pem");

    /// <summary>Which server, which endpoint.</summary>
    public string Enrollment => In("enrollment.json");

    /// <summary>What an administrator has yet to approve; absent when nothing waits.</summary>
    public string Pending => In("pending.json");

    /// <summary>The log.</summary>
    public string Log => In("agent.log");

    /// <summary>The log before this one; absent until the log was full once.</summary>
    public string OldLog => Log + ".1";

    /// <summary>How far the log was handed to the server.</summary>
    public string LogPosition => In("agent.log.position");

    /// <summary>What is known now, for `agent status`.</summary>
    public string Status => In("status.json");

    /// <summary>What apt said last, so that an unchanged machine need not ask it again.</summary>
    public string AptAnswer => In("apt-answer.json");

    /// <summary>Who is signed in.</summary>
    public string User => In("user.json");

    /// <summary>Where a running agent takes orders.</summary>
    public string ControlSocket => In("control.sock");

    /// <summary>Held by the running agent.</summary>
    public string Lock => In("agent.lock");

    /// <summary>Where the folder is when nobody says otherwise: under /var/lib for root, else under the user's own state.</summary>
    public static string DefaultPath()
    {
        if (OperatingSystem.IsWindows())
        {
            return System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "Gatehouse", "Agent");
        }

        if (Environment.IsPrivilegedProcess)
        {
            return SystemPath;
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } given ? given : System.IO.Path.Combine(home, ".local", "state");
        return System.IO.Path.Combine(state, "gatehouse", "agent");
    }

    /// <summary>Opens the folder, making it when it is missing.</summary>
    /// <exception cref="AgentException">It cannot be made or written.</exception>
    public static AgentFolder Open(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                // Once it holds a key the administrator may have given others a right to it, such as the account of the service.
                Directory.CreateDirectory(full);
                if (!File.Exists(System.IO.Path.Combine(full, KeyName)))
                {
                    WindowsFolderRights.MakePrivate(full);
                }
            }
            else
            {
                Directory.CreateDirectory(full, FolderMode);
            }

            AgentFolder folder = new(full);
            MustBeReadable(folder);
            return folder;
        }
        catch (IOException error) when (File.Exists(full))
        {
            throw new AgentException($"{full} is not a folder; name the agent's folder with --data FOLDER", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new AgentException($"the agent's folder {full} cannot be read by this user; run this as root (sudo) or as the agent's user, or ask an administrator of this machine; it tells nothing about the enrolment", error);
        }
        catch (IOException error)
        {
            throw new AgentException($"the agent's folder {full} cannot be used ({error.Message.TrimEnd('.')}); run as the agent's user, or choose another with --data FOLDER", error);
        }
    }

    /// <summary>Writes a file whole or not at all, readable by its user only.</summary>
    /// <exception cref="AgentException">The disk is full or the file may not be written.</exception>
    public static void Write(string file, string text)
    {
        string next = file + ".next";
        try
        {
            FileStreamOptions options = new() { Mode = System.IO.FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = FileMode;
            }

            using (FileStream stream = new(next, options))
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(next, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AgentException($"{file} cannot be written ({error.Message.TrimEnd('.')}); check the free space and who owns the folder", error);
        }
    }

    // To ask whether a file exists would be answered with no where one may not look.
    private static void MustBeReadable(AgentFolder folder) => _ = new FileInfo(folder.Key).Attributes;

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
