using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Http;

/// <summary>
/// Reads a system over HTTP, records every response in the snapshot, and gives typed rows. It only ever sends GET, and the POST of a <see cref="TokenGrant"/>. Bodies stream: at most
/// one page's rows are in memory.
/// </summary>
public sealed class ApiClient : IDisposable
{
    private static readonly string[] KeptHeaders =
    [
        "content-type",
        "date",
        "link",
        "x-next-page",
        "x-total",
        "x-total-pages",
        "x-page",
        "x-request-id",
        "retry-after",
        "x-gitlab-commit-id",
    ];

    private readonly ApiOptions _options;
    private readonly Snapshot? _snapshot;
    private readonly HttpClient _http;
    private readonly Retry _retry;
    private readonly RateBudget _budget;
    private readonly RateLimitCaller _asker;
    private readonly RunLog _log;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _granting = new(1, 1);
    private int _grants;
    private volatile bool _wasAnswered;

    /// <summary>A client for one system.</summary>
    /// <param name="snapshot">Where responses are recorded; null in a replay, which writes nothing.</param>
    /// <param name="transport">What sends the requests; it must not follow redirects by itself, and outlives the client.</param>
    /// <param name="budget">The credential's requests, shared with whoever else asks with it; null for one of the client's own.</param>
    public ApiClient(
        ApiOptions options,
        Snapshot? snapshot,
        HttpMessageHandler transport,
        TimeProvider clock,
        RunLog log,
        RateBudget? budget = null
    )
    {
        var address = options.BaseAddress.AbsoluteUri;
        _options = options with { BaseAddress = new Uri(address.EndsWith('/') ? address : address + "/") };
        _snapshot = snapshot;
        _clock = clock;
        _log = log;
        _asker = new RateLimitCaller(options.System, log, options.Retry.WaitBudget, snapshot is null ? null : snapshot.Add);
        _retry = new Retry(options.Retry, clock, _asker);
        _budget = budget ?? new RateBudget(options.Limits, clock);
        _http = new HttpClient(new CredentialHandler(_options.BaseAddress, options.Credential, transport), disposeHandler: false)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(
            new ProductInfoHeaderValue("platform-audits", typeof(ApiClient).Assembly.GetName().Version?.ToString(3) ?? "0")
        );
        snapshot?.Add(
            new AskedSystem(
                options.System,
                _options.BaseAddress.AbsoluteUri.TrimEnd('/'),
                options.Credential.Variable,
                null,
                options.SecretFields
            )
        );
    }

    /// <summary>A transport that keeps connections, follows no redirects, sends no cookies and asks for no compression, so that the hashed bytes are the vendor's.</summary>
    public static SocketsHttpHandler NewTransport() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(15),
        };

    /// <summary>Reads one record.</summary>
    /// <param name="path">Path and query, relative to the base address.</param>
    /// <param name="read">Makes what is wanted of it; throws <see cref="BadAnswerException"/> for one that is not as it should be.</param>
    /// <exception cref="AuditException">It could not be read.</exception>
    public Task<T> GetAsync<T>(string name, string what, string path, Func<JsonRecord, T> read, CancellationToken cancellationToken)
    {
        var address = new Uri(_options.BaseAddress, path);
        return _retry.RunAsync(
            token =>
                AskAsync(
                    new RequestSpec(name, what, address),
                    (body, exchange, inner) => JsonBody.ReadObjectAsync(body, exchange, read, inner),
                    token
                ),
            cancellationToken
        );
    }

    /// <summary>Reads a list to its end, page by page.</summary>
    /// <param name="read">Makes a row; throws <see cref="BadAnswerException"/> for one that is not as it should be.</param>
    /// <exception cref="AuditException">A page could not be read, repeats, leads to another host, or the chain never closes.</exception>
    public async IAsyncEnumerable<IReadOnlyList<T>> PagesAsync<T>(
        ListRequest list,
        Pager pager,
        Func<JsonRecord, T> read,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        _log.Step($"{_options.System}: reading {list.What} …");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ids = new RowIds();
        var rows = 0L;
        var pages = 0;
        var isClosed = false;
        try
        {
            for (var next = new Uri(_options.BaseAddress, list.Path); next is not null; )
            {
                var address = next;
                if (!CredentialHandler.SameOrigin(address, _options.BaseAddress))
                {
                    throw Failure(
                        list.What,
                        address,
                        $"page {pages} says that the next one is on another host, {address.GetLeftPart(UriPartial.Authority)}, where the credential does not belong; it was not followed"
                    );
                }

                if (!seen.Add(address.PathAndQuery))
                {
                    throw Failure(
                        list.What,
                        address,
                        $"page {pages} leads back to a page that was already read, so the list would never end"
                    );
                }

                if (pages == _options.PageCap)
                {
                    throw Failure(list.What, address, $"there are more than {_options.PageCap} pages; the list counts as endless");
                }

                var page = await _retry.RunAsync(
                    token =>
                        AskAsync(
                            new RequestSpec(list.Name, list.What, address),
                            (body, exchange, inner) =>
                                JsonBody.ReadPageAsync(
                                    body,
                                    exchange,
                                    address,
                                    pager,
                                    row => (Value: read(row), Id: RowIds.FingerprintOf(list.IdOf(row))),
                                    inner
                                ),
                            token
                        ),
                    cancellationToken
                );
                pages++;
                rows += page.Rows.Count;
                next = page.Next;
                isClosed = next is null;
                if (pages % 100 == 0 && next is not null)
                {
                    _log.Step(
                        $"{_options.System}: {list.What}: {Sentence.Count(rows, "row")} on {Sentence.Count(pages, "page")} so far …"
                    );
                }

                var values = new List<T>(page.Rows.Count);
                foreach (var (value, id) in page.Rows)
                {
                    values.Add(value);
                    ids.Add(id);
                }

                yield return values;
            }
        }
        finally
        {
            _snapshot?.Add(
                new ListStatistics
                {
                    System = _options.System,
                    List = list.Name,
                    What = list.What,
                    Pages = pages,
                    IsClosed = isClosed,
                    Rows = rows,
                    Ids = ids.Count,
                    Total = pager.Total,
                }
            );
        }

        _log.Step($"{_options.System}: {list.What}: {Sentence.Count(rows, "row")} on {Sentence.Count(pages, "page")}, read to the end.");
    }

    /// <summary>Reads a list to its end and hands on each row, in the vendor's order.</summary>
    /// <param name="read">Makes a row; throws <see cref="BadAnswerException"/> for one that is not as it should be.</param>
    /// <exception cref="AuditException">As with <see cref="PagesAsync"/>; the rows of the pages before were handed on.</exception>
    public async Task ReadAllAsync<T>(
        ListRequest list,
        Pager pager,
        Func<JsonRecord, T> read,
        Action<T> add,
        CancellationToken cancellationToken
    )
    {
        await foreach (var page in PagesAsync(list, pager, read, cancellationToken))
        {
            foreach (var row in page)
            {
                add(row);
            }
        }
    }

    /// <summary>Reads a body into a file of the snapshot, as it comes.</summary>
    /// <param name="path">Path and query, relative to the base address.</param>
    /// <param name="file">The file below the snapshot, with <c>/</c>.</param>
    /// <exception cref="AuditException">It could not be read, or is longer.</exception>
    public async Task DownloadAsync(
        string name,
        string what,
        string path,
        string file,
        long byteLimit,
        CancellationToken cancellationToken
    )
    {
        var address = new Uri(_options.BaseAddress, path);
        await _retry.RunAsync(
            token =>
                AskAsync(
                    new RequestSpec(name, what, address) { Download = file },
                    async (body, exchange, inner) =>
                    {
                        var buffer = new byte[64 * 1024];
                        while (await body.ReadAsync(buffer, inner) > 0)
                        {
                            if (body.BytesReceived > byteLimit)
                            {
                                throw new BadAnswerException($"it is longer than {byteLimit / (1024 * 1024)} MiB");
                            }
                        }

                        return (exchange, true);
                    },
                    token
                ),
            cancellationToken
        );
    }

    public void Dispose()
    {
        _http.Dispose();
        _granting.Dispose();
    }

    /// <summary>
    /// Asks with a token where the credential has to ask for one first. A token that was good and is refused has lapsed: a new one is asked for, once in a run, and each request that was
    /// refused is asked once more. No clock decides it, so a replay does the same.
    /// </summary>
    private async ValueTask<T> AskAsync<T>(
        RequestSpec question,
        Func<RecordingStream, Exchange, CancellationToken, ValueTask<(Exchange, T)>> read,
        CancellationToken cancellationToken
    )
    {
        if (_options.Credential.Grant is not { } grant)
        {
            return await ExchangeAsync(question, read, cancellationToken);
        }

        await GrantAsync(grant, 1, cancellationToken);
        try
        {
            var answer = await ExchangeAsync(question, read, cancellationToken);
            _wasAnswered = true;
            return answer;
        }
        catch (AuditException refusal) when (refusal.Status == HttpStatusCode.Unauthorized && _wasAnswered)
        {
            await GrantAsync(grant, 2, cancellationToken);
            return await ExchangeAsync(question, read, cancellationToken);
        }
    }

    /// <summary>Asks for a token, unless so many were already given.</summary>
    private async Task GrantAsync(TokenGrant grant, int grants, CancellationToken cancellationToken)
    {
        await _granting.WaitAsync(cancellationToken);
        try
        {
            if (_grants < grants)
            {
                await ExchangeAsync(
                    new RequestSpec("access-token", "an access token", new Uri(_options.BaseAddress, grant.Path)) { Grant = grant },
                    (body, exchange, token) => JsonBody.ReadObjectAsync(body, exchange, row => row.GetString("access_token"), token),
                    cancellationToken
                );
                _grants = grants;
            }
        }
        finally
        {
            _granting.Release();
        }
    }

    private async ValueTask<T> ExchangeAsync<T>(
        RequestSpec question,
        Func<RecordingStream, Exchange, CancellationToken, ValueTask<(Exchange, T)>> read,
        CancellationToken cancellationToken
    )
    {
        var path = RelativePath(_options.BaseAddress, question.Address);
        var turn = await _budget.AcquireAsync(_asker, question.Method.Method, path.Split('?')[0], Place(question), cancellationToken);
        var exchange = new Exchange
        {
            System = _options.System,
            List = question.Name,
            Method = question.Method.Method,
            Path = path,
            At = _snapshot?.Now ?? _clock.GetUtcNow(),
            Headers = new Dictionary<string, string>(),
        };
        RecordingStream? body = null;
        try
        {
            using var request = question.Grant?.Request(question.Address) ?? new HttpRequestMessage(HttpMethod.Get, question.Address);
            request.Headers.Accept.ParseAdd(_options.Accept);
            using var response = await SendAsync(request, turn, cancellationToken);
            var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true;
            var file =
                question.Download is not null && response.IsSuccessStatusCode
                    ? question.Download
                    : _snapshot?.NextFile(question.Name, isJson ? "json" : "txt");
            var received = await ReceivedAsync(question, response, cancellationToken);
            exchange = exchange with { File = file, Status = (int)response.StatusCode, Headers = Kept(response) };
            body = new RecordingStream(
                received,
                file is null ? null : _snapshot?.PathOf(file),
                new JsonRedactor(_options.SecretFields, _options.Credential.SecretBytes),
                _options.StallLimit,
                _clock,
                cancellationToken
            );
            if (!response.IsSuccessStatusCode)
            {
                throw await RefusedAsync(question, response, body, cancellationToken);
            }

            (exchange, var result) = await read(body, exchange, cancellationToken);
            await body.DrainAsync(cancellationToken);
            return result;
        }
        catch (Exception error) when (Explained(error, question) is { } explained)
        {
            // A download that broke off has no file of its own: the next try writes the whole one in its place.
            exchange = exchange with
            {
                Problem = explained.Message,
                Rows = null,
                File = exchange.File == question.Download ? null : exchange.File,
            };
            throw explained;
        }
        finally
        {
            if (body is not null)
            {
                exchange = exchange with
                {
                    BytesReceived = body.BytesReceived,
                    Sha256Received = body.Sha256Received,
                    Bytes = body.BytesStored,
                    Sha256 = body.Sha256Stored,
                };
                await body.DisposeAsync();
            }

            _snapshot?.Add(exchange);
        }
    }

    /// <summary>The body. That of a token's answer is read whole first: the token is taken out of it, so that it can be blanked like any other secret.</summary>
    private async Task<Stream> ReceivedAsync(RequestSpec question, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var received = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (question.Grant is null || !response.IsSuccessStatusCode)
        {
            return received;
        }

        var (token, answer) = await TokenGrant
            .TakeAsync(received, cancellationToken)
            .WaitAsync(_options.StallLimit, _clock, cancellationToken);
        return token is null || _options.Credential.Accept(token)
            ? answer
            : throw new BadAnswerException("its access_token is empty or holds a character that no token has");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, RateLimitLease turn, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        using var limit = new CancellationTokenSource(_options.ResponseLimit, _clock);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited.Token);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer within {_options.ResponseLimit}.", error);
        }
        finally
        {
            _budget.Release(turn, response);
        }
    }

    /// <summary>What a status other than 2xx means: a passing failure, or a final one with what to do.</summary>
    private async Task<Exception> RefusedAsync(
        RequestSpec question,
        HttpResponseMessage response,
        RecordingStream body,
        CancellationToken cancellationToken
    )
    {
        var status = response.StatusCode;
        var said = await SaidAsync(body, cancellationToken);
        var problem = $"{_options.System} answered {(int)status}{(said is null ? "" : $" ({said})")}";
        if (Retry.MayPass(status))
        {
            return PassingFailure.Of(Sentenced(question, problem), response, _options.Limits, _budget, _clock);
        }

        var advice =
            _options.Advice(status)
            ?? status switch
            {
                HttpStatusCode.Unauthorized =>
                    $"Check that {_options.Credential.Variable} holds a token that is valid and has not expired.",
                HttpStatusCode.Forbidden => $"Give the token in {_options.Credential.Variable} the permission to read it.",
                HttpStatusCode.NotFound => $"Check the address, and that the token in {_options.Credential.Variable} may see it.",
                _ => "Check the base URL and the settings.",
            };
        return new AuditException($"{Sentenced(question, problem)}. {advice}") { Status = status };
    }

    private async Task<string?> SaidAsync(RecordingStream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        try
        {
            using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(buffer, 0, length)))
            {
                DateParseHandling = DateParseHandling.None,
                MaxDepth = 64,
            };
            var error = JToken.Load(reader) switch
            {
                JObject record => record,
                JArray list => new JObject { [ApiOptions.BareErrors] = list },
                _ => null,
            };
            return error is not null && _options.ErrorText(error) is { } said ? OneLine(said) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A failure with its sentence, or null for what is not one, as a cancellation.</summary>
    private Exception? Explained(Exception error, RequestSpec question) =>
        error switch
        {
            PassingFailure or AuditException => error,
            BadAnswerException => new AuditException(
                $"{Sentenced(question, error.Message)}. That is not what the vendor documents: look at the answer in the snapshot.",
                innerException: error
            ),
            JsonException => new PassingFailure(
                Sentenced(question, $"{_options.System}'s answer is not whole JSON"),
                innerException: error
            ),
            TimeoutException => new PassingFailure(
                Sentenced(question, $"{_options.System} did not answer in time"),
                innerException: error
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new PassingFailure(
                Sentenced(question, $"the name {question.Address.Host} could not be resolved"),
                innerException: error
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new AuditException(
                $"{Sentenced(question, "no secure connection could be made")} ({OneLine(error.InnerException?.Message ?? error.Message)}). Check the base URL and the proxy.",
                innerException: error
            ),
            HttpRequestException or IOException => new PassingFailure(
                Sentenced(question, $"the connection failed ({OneLine(error.InnerException?.Message ?? error.Message).TrimEnd('.')})"),
                innerException: error
            ),
            _ => null,
        };

    private AuditException Failure(string what, Uri address, string problem) =>
        new($"{Sentenced(new RequestSpec("", what, address), problem)}. Check {_options.System}'s answers in the snapshot.");

    private static string Place(RequestSpec question) =>
        $"Reading {question.What} ({question.Method} {question.Address.GetLeftPart(UriPartial.Path)})";

    private static string Sentenced(RequestSpec question, string problem) => $"{Place(question)}: {problem}";

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 300 ? line : line[..300] + "…";
    }

    private Dictionary<string, string> Kept(HttpResponseMessage response)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (
            var (name, values) in response
                .Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .OrderBy(h => h.Key, StringComparer.OrdinalIgnoreCase)
        )
        {
            var lower = name.ToLowerInvariant();
            if (
                KeptHeaders.Contains(lower)
                || lower.Contains("ratelimit", StringComparison.Ordinal)
                || lower.Contains("rate-limit", StringComparison.Ordinal)
            )
            {
                kept[lower] = _options.Credential.RedactedIn(values.ToString());
            }
        }

        return kept;
    }

    /// <summary>Path and query below a base address, beginning with <c>/</c>.</summary>
    internal static string RelativePath(Uri baseAddress, Uri address)
    {
        var path = address.PathAndQuery;
        return path.StartsWith(baseAddress.AbsolutePath, StringComparison.Ordinal) ? path[(baseAddress.AbsolutePath.Length - 1)..] : path;
    }

    /// <summary>A request to make.</summary>
    private sealed record RequestSpec(string Name, string What, Uri Address)
    {
        /// <summary>The file below the snapshot that the body belongs in; null for one of its own.</summary>
        public string? Download { get; init; }

        /// <summary>The grant, where a token is asked for.</summary>
        public TokenGrant? Grant { get; init; }

        public HttpMethod Method => Grant is null ? HttpMethod.Get : HttpMethod.Post;
    }
}
