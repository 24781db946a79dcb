using System.Text;
using Newtonsoft.Json;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Commands;

/// <summary>
/// Reads a system with a command-line program, records every run in the snapshot as if it were a request, and gives typed rows. The
/// exchange's path is the arguments, its status the exit code, its body the standard output; what was written to standard error stands
/// among the headers.
/// </summary>
public sealed class CommandRunner : IDisposable
{
    /// <summary>The method of an exchange that was a command.</summary>
    public const string Method = "RUN";

    /// <summary>The header that holds what a command wrote to standard error.</summary>
    public const string ErrorHeader = "stderr";

    /// <summary>The status of a command that could not be started, or was killed.</summary>
    public const int NotEnded = -1;

    private const int LongestText = 64 * 1024;

    private readonly CommandOptions _options;
    private readonly Credential _credential;
    private readonly Snapshot? _snapshot;
    private readonly Secrets _secrets = Secrets.Current;
    private readonly CommandTransport _transport;
    private readonly TimeProvider _clock;
    private readonly RunLog _log;
    private readonly Retry _retry;
    private readonly RateBudget _budget;
    private readonly RateLimitCaller _caller;
    private readonly SemaphoreSlim _places;

    /// <summary>A runner for one system.</summary>
    /// <param name="credential">The credential, whose variable stands in the manifest and in sentences.</param>
    /// <param name="snapshot">Where outputs are recorded; null in a replay, which writes nothing.</param>
    /// <param name="budget">The credential's commands, shared with whoever else runs some with it; null for one of the runner's
    /// own.</param>
    public CommandRunner(
        CommandOptions options,
        string program,
        Credential credential,
        Snapshot? snapshot,
        CommandTransport transport,
        TimeProvider clock,
        RunLog log,
        RateBudget? budget = null
    )
    {
        _options = options;
        _credential = credential;
        _snapshot = snapshot;
        _transport = transport;
        _clock = clock;
        _log = log;
        _caller = new RateLimitCaller(options.System, log, options.Retry.WaitBudget, snapshot is null ? null : snapshot.Add);
        _retry = new Retry(options.Retry, clock, _caller);
        _budget = budget ?? new RateBudget(options.Limits, clock);
        _places = new SemaphoreSlim(options.AtOnce);
        snapshot?.Add(new AskedSystem(options.System, program, credential.Variable, null, options.SecretFields));
    }

    /// <summary>Arguments as an exchange's path: joined by blanks, in JSON's quotes where they hold a blank or a quote.</summary>
    public static string PathOf(IReadOnlyList<string> arguments) =>
        string.Join(
            ' ',
            arguments.Select(a => a.Length > 0 && a.All(c => c is > ' ' and not ('"' or '\\' or '\u007f')) ? a : JsonConvert.ToString(a))
        );

    /// <summary>Reads a short text.</summary>
    /// <param name="read">Makes what is wanted of it; throws <see cref="BadAnswerException"/> for one that is not as it should be.</param>
    /// <exception cref="AuditException">It could not be read.</exception>
    public Task<T> TextAsync<T>(
        string name,
        string what,
        IReadOnlyList<string> arguments,
        Func<string, T> read,
        CancellationToken cancellationToken
    ) =>
        RunAsync<T>(
            name,
            what,
            arguments,
            "txt",
            async (output, token) =>
            {
                var text = new byte[LongestText];
                var length = await output.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, token);
                return (read(Encoding.UTF8.GetString(text, 0, length)), null);
            },
            cancellationToken
        );

    /// <summary>Reads one record.</summary>
    /// <param name="read">Makes what is wanted of it; throws <see cref="BadAnswerException"/> for one that is not as it should be.</param>
    /// <exception cref="AuditException">It could not be read.</exception>
    public Task<T> GetAsync<T>(
        string name,
        string what,
        IReadOnlyList<string> arguments,
        Func<JsonRecord, T> read,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            name,
            what,
            arguments,
            "json",
            async (output, token) =>
                await JsonBody.ReadDocumentsAsync(output, read, token) is [var record]
                    ? (record, 1)
                    : throw new BadAnswerException("the answer is not one record"),
            cancellationToken
        );

    /// <summary>
    /// Reads a list. A command that succeeds and prints nothing has told of an empty one; a command that fails has told nothing.
    /// </summary>
    /// <param name="read">Makes a row; throws <see cref="BadAnswerException"/> for one that is not as it should be.</param>
    /// <exception cref="AuditException">It could not be read.</exception>
    public async Task<IReadOnlyList<T>> ListAsync<T>(
        string name,
        string what,
        IReadOnlyList<string> arguments,
        Func<JsonRecord, T> read,
        CancellationToken cancellationToken
    )
    {
        _log.Step($"{_options.System}: reading {what} …");
        using var wait = _log.Wait(what);
        var ids = new RowIds();
        var rows = await RunAsync(
            name,
            what,
            arguments,
            "json",
            async (output, token) =>
            {
                var list = await JsonBody.ReadDocumentsAsync(
                    output,
                    row => (Value: read(row), Id: RowIds.FingerprintOf(row.Identity)),
                    token
                );
                return (list, (int?)list.Count);
            },
            cancellationToken
        );
        rows.ForEach(row => ids.Add(row.Id));
        _snapshot?.Add(
            new ListStatistics
            {
                System = _options.System,
                List = name,
                What = what,
                Pages = 1,
                IsClosed = true,
                Rows = rows.Count,
                Ids = ids.Count,
            }
        );
        _log.Step($"{_options.System}: {what}: {Sentence.Count(rows.Count, "row")}, read to the end.");
        return rows.ConvertAll(row => row.Value);
    }

    public void Dispose() => _places.Dispose();

    private async Task<T> RunAsync<T>(
        string name,
        string what,
        IReadOnlyList<string> arguments,
        string extension,
        Func<RecordingStream, CancellationToken, ValueTask<(T, int?)>> read,
        CancellationToken cancellationToken
    )
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await _retry.RunAsync(token => ExchangeAsync(name, what, arguments, extension, read, token), cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    private async ValueTask<T> ExchangeAsync<T>(
        string name,
        string what,
        IReadOnlyList<string> arguments,
        string extension,
        Func<RecordingStream, CancellationToken, ValueTask<(T, int?)>> read,
        CancellationToken cancellationToken
    )
    {
        var path = PathOf(arguments);
        var place = $"Reading {what} ({_options.Program} {path})";
        var turn = await _budget.AcquireAsync(_caller, Method, path, place, cancellationToken);
        await using var answer = new RecordedAnswer(_snapshot, _clock, _options.System, name, Method, path) { Status = NotEnded };
        using var limit = new CancellationTokenSource(_options.TimeLimit, _clock);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        RunningCommand? command = null;
        try
        {
            command = _transport.Start(arguments);

            // The JSON reader does not hand the token on to the stream that it waits for: only the end of the output wakes it.
            using var stopping = limited.Token.Register(command.Stop);
            answer.Receive(
                command.Output,
                answer.FileFor(isSuccess: false, extension),
                new JsonRedactor(_options.SecretFields, _secrets),
                BodyLimits.None,
                limited.Token
            );
            var (result, rows, unreadable) = await ReadAsync(answer.Body, read, limited.Token);
            var (exitCode, error) = await command.EndAsync(limited.Token);
            limited.Token.ThrowIfCancellationRequested();
            error = _secrets.RedactedIn(error);
            answer.Status = exitCode;
            if (error.Length > 0)
            {
                answer.Headers = new Dictionary<string, string> { [ErrorHeader] = error };
            }

            if (exitCode != 0 || _options.ErrorText(error) is not null)
            {
                throw Refused(place, exitCode, error);
            }

            if (unreadable is not null)
            {
                throw unreadable;
            }

            answer.Rows = rows;
            return result!;
        }
        catch (Exception error) when (Explained(error, place, cancellationToken) is { } explained)
        {
            answer.Fail(explained.Message);
            throw explained;
        }
        finally
        {
            if (command is not null)
            {
                await command.DisposeAsync();
            }

            _budget.Release(turn, null);
        }
    }

    /// <summary>
    /// Reads the output to its end. What can't be read counts only if the command turns out to have succeeded: a failed one may have been
    /// cut off anywhere.
    /// </summary>
    private static async Task<(T? Answer, int? Rows, Exception? Unreadable)> ReadAsync<T>(
        RecordingStream output,
        Func<RecordingStream, CancellationToken, ValueTask<(T, int?)>> read,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var (answer, rows) = await read(output, cancellationToken);
            await output.DrainAsync(cancellationToken);
            return (answer, rows, null);
        }
        catch (Exception error) when (error is JsonException or BadAnswerException)
        {
            await output.DrainAsync(cancellationToken);
            return (default, null, error);
        }
    }

    private Exception Refused(string place, int exitCode, string error)
    {
        var said = _options.ErrorText(error) ?? error;
        var problem =
            $"{place}: {_options.Program} ended with exit code "
            + $"{exitCode}{(string.IsNullOrWhiteSpace(said) ? " and said nothing" : $" ({RequestFailure.OneLine(said).TrimEnd('.')})")}";
        return _options.MayPass(said)
            ? new PassingFailure(problem, _options.WaitAskedFor(said))
            : new AuditException(
                $"{problem}. {_options.Advice(said) ?? $"Run the same command by hand with {_credential.Variable} to see more."}"
            );
    }

    /// <summary>A failure with its sentence, or null for what is not one, as a cancellation.</summary>
    private Exception? Explained(Exception error, string place, CancellationToken cancellationToken) =>
        RequestFailure.Explained(error, place)
        ?? error switch
        {
            JsonException => new AuditException(
                $"{place}: the output is not whole JSON. Look at it in the snapshot; if it is cut off, run again.",
                innerException: error
            ),
            OperationCanceledException when !cancellationToken.IsCancellationRequested => new AuditException(
                $"{place}: {_options.Program} did not end within {Sentence.Duration(_options.TimeLimit)} and was stopped. Run "
                    + "the same command by hand to see what it waits for.",
                innerException: error
            ),
            IOException => new AuditException(
                $"{place}: the output could not be read ({RequestFailure.OneLine(error.Message).TrimEnd('.')}). Run again.",
                innerException: error
            ),
            _ => null,
        };
}
