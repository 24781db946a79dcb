using System.Globalization;
using System.Net;
using System.Text;
using GitLabApiClient;
using Newtonsoft.Json;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Paging;

namespace PlatformAudits.Tracking;

/// <summary>
/// What the client library can't do for the tracker's project: notes and threads, whose ids it reads as 32 bits and so fails after the
/// note was written, and single labels, which it can only replace all at once. It writes to issues only.
/// </summary>
internal sealed class TrackerClient : IDisposable
{
    private const int RowsPerPage = 100;

    private static readonly JsonSerializerSettings Reading = new()
    {
        CheckAdditionalContent = true,
        DateTimeZoneHandling = DateTimeZoneHandling.Utc,
        MaxDepth = 64,
    };

    private readonly HttpClient _http;

    /// <param name="address">GitLab's address, with or without the path of its API.</param>
    /// <param name="handler">Sends the requests; it adds the credential, repeats, and refuses half lists. It outlives the client.</param>
    /// <param name="timeLimit">How long a request may take.</param>
    public TrackerClient(Uri address, HttpMessageHandler handler, TimeSpan timeLimit) =>
        _http = new HttpClient(handler, disposeHandler: false)
        {
            BaseAddress = new Uri(GitLabApi.Of(address).AbsoluteUri + "/"),
            Timeout = timeLimit,
        };

    /// <summary>All notes of an issue, also those that GitLab wrote, oldest first.</summary>
    /// <exception cref="GitLabException">GitLab refused.</exception>
    public Task<IReadOnlyList<TrackerNote>> NotesAsync(string project, int iid) =>
        ListAsync<TrackerNote>($"{NotesOf(project, iid)}?sort=asc&order_by=created_at");

    /// <summary>All threads and single notes of an issue, also those that GitLab wrote, oldest first.</summary>
    /// <exception cref="GitLabException">GitLab refused.</exception>
    public Task<IReadOnlyList<TrackerDiscussion>> DiscussionsAsync(string project, int iid) =>
        ListAsync<TrackerDiscussion>(DiscussionsOf(project, iid));

    /// <summary>
    /// Begins a thread, or answers in one. Lines that begin with a slash are quick actions to GitLab, so the text must be our own or
    /// encoded.
    /// </summary>
    /// <param name="discussion">The thread, or null to begin one.</param>
    /// <param name="body">The Markdown text, at most 1,000,000 characters.</param>
    /// <exception cref="GitLabException">GitLab refused; 404 when nothing is left of the thread.</exception>
    public async Task DiscussAsync(string project, int iid, string? discussion, string body)
    {
        var path = discussion is null ? DiscussionsOf(project, iid) : $"{DiscussionsOf(project, iid)}/{discussion}/notes";
        using var response = await SendAsync(HttpMethod.Post, path, new { body });
    }

    /// <summary>
    /// Deletes a note of our own, unless it was changed since it was read (docs.gitlab.com/api/rest: DELETE takes If-Unmodified-Since and
    /// answers 412). GitLab compares the microseconds of its database (<c>check_unmodified_since!</c>), and shows milliseconds, cut off:
    /// what was read is up to a millisecond too early.
    /// </summary>
    /// <param name="unchangedSince">When it was last changed, by what was read.</param>
    /// <exception cref="GitLabException">GitLab refused; 404 when it is gone already, 412 when it was changed.</exception>
    public async Task DeleteNoteAsync(string project, int iid, long note, DateTime unchangedSince)
    {
        using var response = await SendAsync(
            HttpMethod.Delete,
            string.Create(CultureInfo.InvariantCulture, $"{NotesOf(project, iid)}/{note}"),
            body: null,
            unchangedSince.AddMilliseconds(1)
        );
    }

    /// <summary>The account with a user name, or null.</summary>
    /// <param name="username">The user name, in any letter case.</param>
    /// <exception cref="GitLabException">GitLab refused.</exception>
    public async Task<TrackerAccount?> AccountAsync(string username)
    {
        using var response = await SendAsync(HttpMethod.Get, $"users?username={Uri.EscapeDataString(username)}", body: null);
        return (await ReadAsync<List<TrackerAccount>>(response)).FirstOrDefault(account =>
            string.Equals(account.Username, username, StringComparison.OrdinalIgnoreCase)
        );
    }

    /// <summary>The account with an id, or null.</summary>
    /// <exception cref="GitLabException">GitLab refused.</exception>
    public async Task<TrackerAccount?> AccountAsync(long id)
    {
        try
        {
            using var response = await SendAsync(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"users/{id}"), body: null);
            return await ReadAsync<TrackerAccount>(response);
        }
        catch (GitLabException refused) when (refused.HttpStatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>
    /// The account that shows an address as its own; null when none does, or several. The search looks for the address among those that
    /// accounts show to everybody, and finds parts of names as well (docs.gitlab.com/api/users), so what it finds is compared.
    /// </summary>
    /// <param name="address">The e-mail address, in any letter case.</param>
    /// <exception cref="GitLabException">GitLab refused.</exception>
    public async Task<TrackerAccount?> AccountOfAsync(string address)
    {
        using var response = await SendAsync(HttpMethod.Get, $"users?search={Uri.EscapeDataString(address)}", body: null);
        bool IsIt(string? shown) => string.Equals(shown, address, StringComparison.OrdinalIgnoreCase);
        return
            (await ReadAsync<List<TrackerAccount>>(response)).FindAll(account => IsIt(account.PublicEmail) || IsIt(account.Email))
                is [var only]
            ? only
            : null;
    }

    /// <summary>The members of a project, with those of the groups above and of groups that were invited.</summary>
    /// <exception cref="GitLabException">GitLab refused.</exception>
    public Task<IReadOnlyList<TrackerMember>> MembersAsync(string project) =>
        ListAsync<TrackerMember>($"projects/{Uri.EscapeDataString(project)}/members/all");

    /// <summary>
    /// Writes a note. Lines that begin with a slash are quick actions to GitLab, so the text must be our own or encoded.
    /// </summary>
    /// <param name="body">The Markdown text, at most 1,000,000 characters.</param>
    /// <exception cref="GitLabException">GitLab refused.</exception>
    public async Task AddNoteAsync(string project, int iid, string body)
    {
        using var response = await SendAsync(HttpMethod.Post, NotesOf(project, iid), new { body });
    }

    /// <summary>Changes a note of our own.</summary>
    /// <param name="body">The Markdown text, at most 1,000,000 characters.</param>
    /// <exception cref="GitLabException">GitLab refused.</exception>
    public async Task ChangeNoteAsync(string project, int iid, long note, string body)
    {
        using var response = await SendAsync(
            HttpMethod.Put,
            string.Create(CultureInfo.InvariantCulture, $"{NotesOf(project, iid)}/{note}"),
            new { body }
        );
    }

    /// <summary>Adds and removes labels and leaves all others as they are.</summary>
    /// <exception cref="GitLabException">GitLab refused.</exception>
    public async Task ChangeLabelsAsync(string project, int iid, IEnumerable<string> added, IEnumerable<string> removed)
    {
        var change = new { add_labels = string.Join(',', added), remove_labels = string.Join(',', removed) };
        using var response = await SendAsync(HttpMethod.Put, IssueOf(project, iid), change);
    }

    /// <summary>Who has given an issue which label, or taken it away, oldest first.</summary>
    /// <exception cref="GitLabException">GitLab refused.</exception>
    public Task<IReadOnlyList<TrackerLabelEvent>> LabelEventsAsync(string project, int iid) =>
        ListAsync<TrackerLabelEvent>(IssueOf(project, iid) + "/resource_label_events");

    /// <summary>Whether an issue has gone on as an issue of another project.</summary>
    /// <exception cref="GitLabException">GitLab refused.</exception>
    public async Task<bool> IsMovedAsync(string project, int iid)
    {
        using var response = await SendAsync(HttpMethod.Get, IssueOf(project, iid), body: null);
        return (await ReadAsync<Moved>(response)).To is not null;
    }

    /// <summary>When and by whom an issue was closed, which the client library does not tell.</summary>
    /// <exception cref="GitLabException">GitLab refused.</exception>
    public async Task<TrackerClosing> ClosingAsync(string project, int iid)
    {
        using var response = await SendAsync(HttpMethod.Get, IssueOf(project, iid), body: null);
        return await ReadAsync<TrackerClosing>(response);
    }

    /// <summary>The record of a project, also by a path that it had before.</summary>
    /// <exception cref="GitLabException">GitLab refused; 404 when the token may not see it.</exception>
    public async Task<TrackerProject> ProjectAsync(string project)
    {
        using var response = await SendAsync(HttpMethod.Get, $"projects/{Uri.EscapeDataString(project)}", body: null);
        return await ReadAsync<TrackerProject>(response);
    }

    /// <summary>The account that the token acts as.</summary>
    /// <exception cref="GitLabException">GitLab refused.</exception>
    public async Task<TrackerAccount> SelfAsync()
    {
        using var response = await SendAsync(HttpMethod.Get, "user", body: null);
        return await ReadAsync<TrackerAccount>(response);
    }

    /// <summary>GitLab's version, such as <c>18.6.0-ee</c>; null where it does not say.</summary>
    /// <exception cref="GitLabException">GitLab refused.</exception>
    public async Task<string?> VersionAsync()
    {
        using var response = await SendAsync(HttpMethod.Get, "version", body: null);
        return (await ReadAsync<Told>(response)).Version;
    }

    public void Dispose() => _http.Dispose();

    private static string IssueOf(string project, int iid) =>
        string.Create(CultureInfo.InvariantCulture, $"projects/{Uri.EscapeDataString(project)}/issues/{iid}");

    private static string NotesOf(string project, int iid) => IssueOf(project, iid) + "/notes";

    private static string DiscussionsOf(string project, int iid) => IssueOf(project, iid) + "/discussions";

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response)
    {
        using var reader = new JsonTextReader(new StreamReader(await response.Content.ReadAsStreamAsync(), Encoding.UTF8));
        return JsonSerializer.CreateDefault(Reading).Deserialize<T>(reader)
            ?? throw new JsonSerializationException("The answer is empty.");
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(string path)
    {
        var rows = new List<T>();
        var pager = new NextPageHeaderPager();
        var first = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}per_page={RowsPerPage}&page=1";
        for (var next = new Uri(_http.BaseAddress!, first); next is not null; )
        {
            using var response = await SendAsync(HttpMethod.Get, next.AbsoluteUri, body: null);
            rows.AddRange(await ReadAsync<List<T>>(response));
            next = pager.Next(
                next,
                [],
                response.Headers.NonValidated.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)
            );
        }

        return rows;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, DateTime? unchangedSince = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (unchangedSince is { } time)
        {
            request.Headers.TryAddWithoutValidation(
                "If-Unmodified-Since",
                time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            );
        }

        if (body is not null)
        {
            request.Content = new StringContent(JsonConvert.SerializeObject(body), Encoding.UTF8, "application/json");
        }

        var response = await _http.SendAsync(request);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new GitLabException(response.StatusCode, await response.Content.ReadAsStringAsync());
        }
    }

    private sealed record Told([property: JsonProperty("version")] string? Version);

    private sealed record Moved([property: JsonProperty("moved_to_id")] long? To);
}
