using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Commands;

/// <summary>
/// Carries commands out as processes. A child gets the secret in its environment, and of the run's own environment only what a program
/// needs to find its files, its certificates and the proxy. Its standard input is empty. Output and error are read side by side. Where
/// there is a shell, it ends with the run even if the run is killed; on Windows it then runs to its own end.
/// </summary>
internal sealed class ProcessTransport : CommandTransport
{
    private static readonly string[] Inherited =
    [
        "PATH",
        "HOME",
        "USER",
        "LANG",
        "LC_ALL",
        "TMPDIR",
        "XDG_CONFIG_HOME",
        "XDG_RUNTIME_DIR",
        "SystemRoot",
        "SystemDrive",
        "ComSpec",
        "USERPROFILE",
        "APPDATA",
        "LOCALAPPDATA",
        "ProgramData",
        "TEMP",
        "TMP",
        "HTTPS_PROXY",
        "HTTP_PROXY",
        "NO_PROXY",
        "https_proxy",
        "http_proxy",
        "no_proxy",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
    ];

    private const string Shell = "/bin/sh";

    /// <summary>
    /// Runs the program beside a watch that reads from the run until the run ends, however it ends: then the program is killed. A run that
    /// ends in order, or that stops its commands, has ended the program before.
    /// </summary>
    private const string Watch = """
        exec 3<&0 </dev/null
        "$@" 3<&- &
        program=$!
        { read -r nothing; kill -9 "$program"; } <&3 >/dev/null 2>&1 &
        watch=$!
        exec 3<&-
        wait "$program"
        code=$?
        kill -9 "$watch" 2>/dev/null
        exit "$code"
        """;

    private readonly CommandOptions _options;
    private readonly string _program;
    private readonly Credential _credential;
    private readonly Func<string, string?> _environment;

    /// <param name="program">The program's path, or a name on the <c>PATH</c>.</param>
    /// <param name="credential">What the child gets in its environment.</param>
    /// <param name="environment">Gives a variable of the run's own environment, or null.</param>
    public ProcessTransport(CommandOptions options, string program, Credential credential, Func<string, string?> environment)
    {
        _options = options;
        _program = program;
        _credential = credential;
        _environment = environment;
    }

    public override RunningCommand Start(IReadOnlyList<string> arguments)
    {
        var program = Find();
        var isWatched = !OperatingSystem.IsWindows() && File.Exists(Shell);
        if (isWatched && !MayBeExecuted(program))
        {
            throw new AuditException(
                $"Starting {_options.Program}: {program} can't be started (it is no file that may be executed). {_options.Install}"
            );
        }

        var start = new ProcessStartInfo(isWatched ? Shell : program, isWatched ? ["-c", Watch, "sh", program, .. arguments] : arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var name in Inherited)
        {
            if (_environment(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }

        _credential.AddTo(start.Environment);
        try
        {
            return new RunningProcess(Process.Start(start)!, _options.ByteLimit, isWatched);
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            throw new AuditException(
                $"Starting {_options.Program}: {_program} can't be started ({error.Message.TrimEnd('.')}). {_options.Install}",
                innerException: error
            );
        }
    }

    /// <summary>The program's whole path. Left to the system, a program of this name in the current folder could come first.</summary>
    private string Find()
    {
        if (Path.GetFileName(_program) != _program)
        {
            return Existing(Path.GetFullPath(_program))
                ?? throw new AuditException(
                    $"Starting {_options.Program}: there is no program {_program}, which {_options.ProgramVariable} names. "
                        + _options.Install
                );
        }

        return (_environment("PATH") ?? "")
                .Split(Path.PathSeparator)
                .Where(Path.IsPathFullyQualified)
                .Select(folder => Existing(Path.Combine(folder, _program)))
                .FirstOrDefault(path => path is not null)
            ?? throw new AuditException($"Starting {_options.Program}: there is no program {_program} on the PATH. {_options.Install}");
    }

    private static bool MayBeExecuted(string path) =>
        OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    private static string? Existing(string path) =>
        File.Exists(path) ? path
        : OperatingSystem.IsWindows() && File.Exists(path + ".exe") ? path + ".exe"
        : null;

    private sealed class RunningProcess : RunningCommand
    {
        private const int LongestError = 16 * 1024;

        private readonly Process _process;
        private readonly Task<string> _error;

        public RunningProcess(Process process, long byteLimit, bool isWatched)
        {
            _process = process;
            if (!isWatched)
            {
                process.StandardInput.Close();
            }

            Output = new LimitedStream(process.StandardOutput.BaseStream, byteLimit);
            _error = ReadErrorAsync(process.StandardError.BaseStream);
        }

        public override Stream Output { get; }

        public override async Task<(int ExitCode, string Error)> EndAsync(CancellationToken cancellationToken)
        {
            var error = await _error.WaitAsync(cancellationToken);
            await _process.WaitForExitAsync(cancellationToken);
            return (_process.ExitCode, error);
        }

        public override void Stop()
        {
            try
            {
                _process.Kill(entireProcessTree: true);
            }
            catch (Exception ended) when (ended is InvalidOperationException or Win32Exception or AggregateException)
            {
                // It ended by itself in the meantime.
            }
        }

        public override async ValueTask DisposeAsync()
        {
            Stop();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        private static async Task<string> ReadErrorAsync(Stream stream)
        {
            var kept = new byte[LongestError];
            try
            {
                var length = await stream.ReadAtLeastAsync(kept, kept.Length, throwOnEndOfStream: false);
                await stream.CopyToAsync(Stream.Null);
                return Encoding.UTF8.GetString(kept, 0, length);
            }
            catch (Exception killed) when (killed is IOException or ObjectDisposedException or OperationCanceledException)
            {
                return "";
            }
        }
    }
}
