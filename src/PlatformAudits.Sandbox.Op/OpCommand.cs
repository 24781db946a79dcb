using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace PlatformAudits.Sandbox.Op;

/// <summary>
/// One call of <c>op</c>. Its arguments become the path of a request to the sandbox, <c>GET</c> for commands that read and <c>POST</c> for
/// all others, so that the sandbox's log tells them apart. The answer's body is what goes to standard error, as long as
/// <c>X-Error-Bytes</c> says, and then to standard output.
/// </summary>
internal static class OpCommand
{
    private const int Ok = 200;
    private const int TooManyRequests = 429;
    private const int UsageError = 1;
    private const int Panic = 2;
    private const string Version = "2.30.3";

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments, Func<string, string?> environment)
    {
        using var output = Console.OpenStandardOutput();
        using var error = Console.OpenStandardError();
        if (environment("OP_CONNECT_HOST") is { Length: > 0 } && environment("OP_CONNECT_TOKEN") is { Length: > 0 })
        {
            // They come before a service account's token, and a Connect server knows no people.
            return Fail(
                error,
                $"\"{string.Join(' ', arguments.TakeWhile(a => !a.StartsWith('-')))}\" doesn't work with Connect. Unset "
                    + "OP_CONNECT_HOST and OP_CONNECT_TOKEN."
            );
        }

        var token = environment("OP_SERVICE_ACCOUNT_TOKEN");
        if (string.IsNullOrEmpty(token))
        {
            return arguments is ["--version"]
                ? Print(output, Version + "\n")
                : Fail(
                    error,
                    arguments is ["whoami", ..]
                        ? "account is not signed in"
                        : "You are not currently signed in. Please run `op signin --help` for instructions"
                );
        }

        if (ServiceAccountToken.AddressIn(token) is not { } address)
        {
            error.Write(Encoding.UTF8.GetBytes(GoPanic));
            return Panic;
        }

        try
        {
            return Ask(address, token, arguments, output, error);
        }
        catch (SocketException failure)
        {
            return Fail(
                error,
                "error initializing client: Network: (failed to request.DoUnencrypted), dial tcp "
                    + $"{address.Authority}: connect: {failure.SocketErrorCode}"
            );
        }
        catch (IOException)
        {
            return Fail(
                error,
                "error initializing client: Network: (failed to request.DoUnencrypted), read tcp "
                    + $"{address.Authority}: connection reset by peer"
            );
        }
    }

    /// <summary>What recorded versions of <c>op</c> print when they cannot read the token; shortened.</summary>
    private const string GoPanic = """
        panic: runtime error: invalid memory address or nil pointer dereference
        [signal SIGSEGV: segmentation violation code=0x2 addr=0x0 pc=0x102a1ff44]

        goroutine 1 [running]:
        go.1password.io/op/core/sof.UserManagedServiceAccountInfoFromSAToken({0x14000044199?, 0x102742554?})
        	/builds/dev/b5/op/core/sof/service_account.go:196 +0x24
        main.main()
        	/builds/dev/b5/op/op-cli/main.go:15 +0x34

        """;

    private static int Ask(Uri address, string token, string[] arguments, Stream output, Stream error)
    {
        using var connection = new TcpClient(address.Host, address.Port);
        using var stream = new BufferedStream(connection.GetStream(), 32 * 1024);
        var path = string.Concat(arguments.Select(a => "/" + Uri.EscapeDataString(a)));
        var head =
            $"{(IsReading(arguments) ? "GET" : "POST")} {address.AbsolutePath.TrimEnd('/')}/op{path} HTTP/1.0\r\n"
            + $"Host: {address.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Length: 0\r\n\r\n";
        stream.Write(Encoding.ASCII.GetBytes(head));
        stream.Flush();
        var (status, exitCode, errorBytes, hangs) = ReadHead(stream);
        if (status != Ok)
        {
            var reason =
                status == TooManyRequests ? "Too many requests. Please retry in 1 second" : "the server did not answer as it should";
            return Fail(error, string.Create(CultureInfo.InvariantCulture, $"({status}) {reason}."));
        }

        Copy(stream, error, errorBytes);
        stream.CopyTo(output);
        output.Flush();
        if (hangs)
        {
            Hang();
        }

        return exitCode;
    }

    /// <summary>
    /// What changes nothing has the verb <c>list</c> or <c>get</c>, apart from two commands; the verb comes after one noun or two.
    /// </summary>
    private static bool IsReading(string[] arguments) =>
        arguments
            is ["--version"]
                or ["whoami", ..]
                or [_, "list" or "get", ..]
                or [_, "user" or "group" or "template", "list" or "get", ..];

    /// <summary>Waits for ever, and for a child that does as well and holds the output open.</summary>
    private static void Hang()
    {
        using var child = OperatingSystem.IsWindows()
            ? Process.Start("ping", ["-n", "100000", "127.0.0.1"])
            : Process.Start("/bin/sleep", ["100000"]);
        Thread.Sleep(Timeout.Infinite);
    }

    private static (int Status, int ExitCode, int ErrorBytes, bool Hangs) ReadHead(Stream stream)
    {
        var (exitCode, errorBytes, hangs) = (UsageError, 0, false);
        var status = int.TryParse(
            ReadLine(stream).Split(' ').ElementAtOrDefault(1),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var told
        )
            ? told
            : 0;
        while (ReadLine(stream) is { Length: > 0 } line)
        {
            if (
                line.Split(':', 2) is [var name, var value]
                && int.TryParse(
                    value,
                    NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                    CultureInfo.InvariantCulture,
                    out var number
                )
            )
            {
                exitCode = name.Equals("X-Exit-Code", StringComparison.OrdinalIgnoreCase) ? number : exitCode;
                errorBytes = name.Equals("X-Error-Bytes", StringComparison.OrdinalIgnoreCase) ? number : errorBytes;
                hangs |= name.Equals("X-Hang", StringComparison.OrdinalIgnoreCase);
            }
        }

        return (status, exitCode, errorBytes, hangs);
    }

    private static string ReadLine(Stream stream)
    {
        var line = new StringBuilder();
        for (var letter = stream.ReadByte(); letter is not (-1 or '\n'); letter = stream.ReadByte())
        {
            line.Append((char)letter);
        }

        return line.ToString().TrimEnd('\r');
    }

    private static void Copy(Stream from, Stream to, int count)
    {
        var buffer = new byte[count];
        to.Write(buffer, 0, from.ReadAtLeast(buffer, count, throwOnEndOfStream: false));
    }

    private static int Print(Stream output, string text)
    {
        output.Write(Encoding.UTF8.GetBytes(text));
        return 0;
    }

    private static int Fail(Stream error, string text)
    {
        error.Write(
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[ERROR] {DateTime.Now:yyyy/MM/dd HH:mm:ss} {text}\n"))
        );
        return UsageError;
    }
}
