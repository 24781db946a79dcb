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
/// Reads a system over HTTP, records every response in the snapshot, and gives typed rows. It only ever sends GET, and the POST of a
/// <see cref="TokenGrant"/>. Bodies stream: at most one page's rows are in memory.
/// </summary>
public sealed class ApiClient : IDisposable
{
    private readonly ApiOptions _options;
    private readonly Snapshot? _snapshot;
    private readonly Secrets _secrets = Secrets.Current;
    private readonly Sender _sender;
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
        _sender = new Sender(
            options.System,
            new CredentialHandler(_options.BaseAddress, options.Credential, transport),
            options.Retry,
            clock,
            log,
            snapshot is null ? null : snapshot.Add
        )
        {
            Budget = budget ?? new RateBudget(options.Limits, clock),
            Limits = options.Limits,
            AnswerLimit = options.ResponseLimit,
            UserAgent = new ProductInfoHeaderValue("platform-audits", typeof(ApiClient).Assembly.GetName().Version?.ToString(3) ?? "0"),
        };
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

    /// <summary>Where its requests begin, with a slash at the end.</summary>
    public Uri BaseAddress => _options.BaseAddress;

    /// <summary>
    /// A transport that keeps connections, follows no redirects, sends no cookies and asks for no compression, so that the hashed bytes
    /// are the vendor's. What goes to this machine goes through no proxy.
    /// </summary>
    /// <param name="proxy">The proxy for everything else; null for that of the environment.</param>
    public static HttpMessageHandler NewTransport(IWebProxy? proxy = null)
    {
        var chosen = new ChosenProxy(proxy ?? HttpClient.DefaultProxy);
        return new ProxyHandler(
            chosen,
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.None,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(15),
                Proxy = chosen,
            }
        );
    }

    /// <summary>Reads one record.</summary>
    /// <param name="path">Path and query, relative to the base address.</param>
    /// <param name="read">Makes what is wanted of it; throws <see cref="BadAnswerException"/> for one that is not as it should be.</param>
    /// <exception cref="AuditException">It could not be read.</exception>
    public Task<T> GetAsync<T>(string name, string what, string path, Func<JsonRecord, T> read, CancellationToken cancellationToken)
    {
        var address = new Uri(_options.BaseAddress, path);
        return _sender.RepeatAsync(
            token =>
                AskAsync(new RequestSpec(name, what, address), (answer, inner) => JsonBody.ReadObjectAsync(answer, read, inner), token),
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
        using var wait = _log.Wait(list.What);
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
                        $"page {pages} says that the next one is on another host, {address.GetLeftPart(UriPartial.Authority)}, "
                            + "where the credential does not belong; it was not followed"
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

                var page = await _sender.RepeatAsync(
                    token =>
                        AskAsync(
                            new RequestSpec(list.Name, list.What, address),
                            (answer, inner) =>
                                JsonBody.ReadPageAsync(
                                    answer,
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
        await _sender.RepeatAsync(
            token =>
                AskAsync(
                    new RequestSpec(name, what, address) { Download = file },
                    async (answer, inner) =>
                    {
                        var body = answer.Body;
                        var buffer = new byte[64 * 1024];
                        while (await body.ReadAsync(buffer, inner) > 0)
                        {
                            if (body.BytesReceived > byteLimit)
                            {
                                throw new BadAnswerException($"it is longer than {byteLimit / (1024 * 1024)} MiB");
                            }
                        }

                        return true;
                    },
                    token
                ),
            cancellationToken
        );
    }

    public void Dispose()
    {
        _sender.Dispose();
        _granting.Dispose();
    }

    /// <summary>
    /// Asks with a token where the credential has to ask for one first. A token that was good and is refused has lapsed: a new one is
    /// asked for, once in a run, and each request that was refused is asked once more. No clock decides it, so a replay does the same.
    /// </summary>
    private async ValueTask<T> AskAsync<T>(
        RequestSpec spec,
        Func<RecordedAnswer, CancellationToken, ValueTask<T>> read,
        CancellationToken cancellationToken
    )
    {
        if (_options.Credential.Grant is not { } grant)
        {
            return await ExchangeAsync(spec, read, cancellationToken);
        }

        await GrantAsync(grant, 1, cancellationToken);
        try
        {
            var answer = await ExchangeAsync(spec, read, cancellationToken);
            _wasAnswered = true;
            return answer;
        }
        catch (AuditException refusal) when (refusal.Status == HttpStatusCode.Unauthorized && _wasAnswered)
        {
            await GrantAsync(grant, 2, cancellationToken);
            return await ExchangeAsync(spec, read, cancellationToken);
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
                    (answer, token) => JsonBody.ReadObjectAsync(answer, row => row.GetString("access_token"), token),
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
        RequestSpec spec,
        Func<RecordedAnswer, CancellationToken, ValueTask<T>> read,
        CancellationToken cancellationToken
    )
    {
        var path = RelativePath(_options.BaseAddress, spec.Address);
        var turn = await _sender.TurnAsync(spec.Method, path.Split('?')[0], Place(spec), cancellationToken);
        await using var answer = new RecordedAnswer(_snapshot, _clock, _options.System, spec.Name, spec.Method.Method, path)
        {
            Download = spec.Download,
        };
        try
        {
            using var request = spec.Grant?.Request(spec.Address) ?? new HttpRequestMessage(HttpMethod.Get, spec.Address);
            request.Headers.Accept.ParseAdd(_options.Accept);
            using var response = await _sender.SendAsync(request, turn, cancellationToken);
            await ReceiveAsync(spec, response, answer, cancellationToken);
            if (response.IsSuccessStatusCode && WholeBody.EncodingOf(response) is { } encoding)
            {
                throw new AuditException($"{Place(spec)}: {WholeBody.Encoded(encoding)}. {WholeBody.Advice}");
            }

            if (!response.IsSuccessStatusCode)
            {
                throw await RefusedAsync(spec, response, answer.Body, cancellationToken);
            }

            var result = await read(answer, cancellationToken);
            await answer.Body.DrainAsync(cancellationToken);
            return result;
        }
        catch (Exception error) when (Explained(error, spec) is { } explained)
        {
            answer.Fail(explained.Message);
            throw explained;
        }
    }

    /// <summary>Begins to record the body.</summary>
    private async Task ReceiveAsync(
        RequestSpec spec,
        HttpResponseMessage response,
        RecordedAnswer answer,
        CancellationToken cancellationToken
    )
    {
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true;
        var file = answer.FileFor(response.IsSuccessStatusCode, isJson ? "json" : "txt");
        var body = await BodyAsync(spec, response, cancellationToken);
        answer.Status = (int)response.StatusCode;
        answer.Headers = KeptHeaders.Of(response, _secrets);
        answer.Receive(
            body,
            file,
            new JsonRedactor(_options.SecretFields, _secrets),
            new BodyLimits(_options.PageBytes, _options.PageLimit, _options.StallLimit)
            {
                IsCheckedByReader = spec.Download is not null && response.IsSuccessStatusCode,
            },
            cancellationToken
        );
    }

    /// <summary>
    /// The body; none where it is encoded, because nothing could be redacted in it. That of a token's answer is read whole first: the
    /// token is taken out of it, so that it can be redacted like any other secret.
    /// </summary>
    private async Task<Stream> BodyAsync(RequestSpec spec, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (WholeBody.EncodingOf(response) is not null)
        {
            return Stream.Null;
        }

        var received = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (spec.Grant is null || !response.IsSuccessStatusCode)
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

    /// <summary>What a status other than 2xx means: a passing failure, or a final one with what to do.</summary>
    private async Task<Exception> RefusedAsync(
        RequestSpec spec,
        HttpResponseMessage response,
        RecordingStream body,
        CancellationToken cancellationToken
    )
    {
        var status = response.StatusCode;
        var said = await SaidAsync(body, cancellationToken);
        var sentence = $"{Place(spec)}: {RequestFailure.Answered(_options.System, status, said)}";
        if (RequestFailure.MayPass(status) || RequestFailure.IsResourceLock(status, said))
        {
            return _sender.Passing(sentence, response);
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
        return new AuditException($"{sentence}. {advice}") { Status = status };
    }

    private async Task<string?> SaidAsync(RecordingStream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
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
            return error is not null && _options.ErrorText(error) is { } said ? RequestFailure.OneLine(said) : null;
        }
        catch (Exception error) when (error is JsonException or BadAnswerException)
        {
            return null;
        }
    }

    /// <summary>A failure with its sentence, or null for what is not one, as a cancellation.</summary>
    private Exception? Explained(Exception error, RequestSpec spec)
    {
        var place = Place(spec);
        return RequestFailure.Explained(error, place)
            ?? error switch
            {
                OperationCanceledException => null,
                JsonException => Passing($"{_options.System}'s answer is not whole JSON"),
                HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => Passing(
                    $"the name {spec.Address.Host} could not be resolved"
                ),
                HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new AuditException(
                    $"{place}: no secure connection could be made ({RequestFailure.CauseOf(error)}). Check the base URL and the proxy.",
                    innerException: error
                ),
                _ => RequestFailure.Unanswered(_options.System, error) is { } clause ? Passing(clause) : null,
            };

        PassingFailure Passing(string clause) => new($"{place}: {clause}", innerException: error);
    }

    private AuditException Failure(string what, Uri address, string problem) =>
        new($"{Place(new RequestSpec("", what, address))}: {problem}. Check {_options.System}'s answers in the snapshot.");

    private static string Place(RequestSpec spec) => $"Reading {spec.What} ({spec.Method} {spec.Address.GetLeftPart(UriPartial.Path)})";

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
