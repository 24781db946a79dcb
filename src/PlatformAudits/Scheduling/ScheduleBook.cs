using System.Globalization;
using System.Net;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;
using PlatformAudits.Settings;
using PlatformAudits.Tracking;

namespace PlatformAudits.Scheduling;

/// <summary>
/// The pipeline schedules of a GitLab project (docs.gitlab.com/api/pipeline_schedules). It compares them with the cadence and mends them.
/// It never deletes one, and leaves alone what it has not made.
/// </summary>
public sealed class ScheduleBook : IDisposable
{
    private static readonly Variable Token = new(
        GitLabApi.Token.Name,
        "a GitLab token",
        "with the scope api and the role Maintainer in the project of the schedules"
    );

    private readonly ApiClient _gitLab;
    private readonly HttpMessageInvoker _writer;
    private readonly Uri _schedules;
    private readonly RunLog _log;

    private ScheduleBook(ApiClient gitLab, HttpMessageInvoker writer, Uri api, string project, RunLog log)
    {
        _gitLab = gitLab;
        _writer = writer;
        Project = project;
        _schedules = new Uri($"{api.AbsoluteUri.TrimEnd('/')}/projects/{Uri.EscapeDataString(project)}/pipeline_schedules");
        _log = log;
    }

    /// <summary>The project's path or number.</summary>
    public string Project { get; }

    /// <summary>Opens the schedules of the project that the settings name.</summary>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    /// <param name="transport">Sends the requests; see <see cref="ApiClient.NewTransport"/>.</param>
    /// <exception cref="AuditException">There is no project or no token.</exception>
    public static ScheduleBook Open(
        AuditSettings settings,
        Cadence? cadence,
        Func<string, string?> environment,
        HttpMessageHandler transport,
        TimeProvider clock,
        RunLog log
    )
    {
        var project =
            cadence?.Project
            ?? environment("CI_PROJECT_ID")
            ?? settings.Tracker.Project
            ?? throw new AuditException(
                $"Comparing the schedules: {settings.Path} has neither cadence.project nor tracker.project, and CI_PROJECT_ID is "
                    + "not set; write the project there.",
                FailureKind.ConfigurationOrInfrastructure
            );
        Token.EnsureSet("Comparing the schedules", environment);
        var api = GitLabApi.Of(GitLabApi.Address(environment, log.Warning));
        var credential = Credential.PrivateToken(Token.Name, environment(Token.Name)!);
        var timed = new TrackerClockHandler(new TrackerClock(clock), log, transport);
        var reader = new ApiClient(
            new ApiOptions
            {
                System = "GitLab",
                BaseAddress = api,
                Credential = credential,
                ErrorText = GitLabApi.ErrorText,
                Advice = Advice,
            },
            snapshot: null,
            timed,
            clock,
            log
        );
        var limits = GitLabApi.LimitsOf(settings);
        var writer = new HttpMessageInvoker(
            new RetryHandler(
                "GitLab",
                new RetryOptions(),
                limits,
                new RateBudget(limits, clock),
                clock,
                log,
                new AnswerHandler(new CredentialHandler(api, credential, timed))
            ),
            disposeHandler: false
        );
        return new ScheduleBook(reader, writer, api, project, log);
    }

    /// <summary>The schedules that a cadence asks for, over all platforms.</summary>
    /// <param name="cadence">The cadence; null for the default one.</param>
    /// <param name="followsUp">Whether there is anybody to turn to.</param>
    public static IReadOnlyList<PipelineSchedule> Wanted(Cadence? cadence, IReadOnlyList<Platform> platforms, bool followsUp)
    {
        cadence ??= Cadence.Default;
        return PipelineSchedule.Of(cadence, [.. platforms.SelectMany(cadence.QuartersOf)], followsUp);
    }

    /// <summary>What has to change, in a lasting order; nothing when all is well.</summary>
    /// <exception cref="AuditException">The schedules could not be read whole.</exception>
    public async Task<IReadOnlyList<ScheduleChange>> CompareAsync(
        IReadOnlyList<PipelineSchedule> wanted,
        CancellationToken cancellationToken
    )
    {
        var left = await ReadAsync(cancellationToken);
        var changes = new List<ScheduleChange>();
        foreach (var schedule in wanted)
        {
            // One that lost its mark, or whose making broke off before it got one, is known by its description.
            var existing = left.Find(s => s.Id == schedule.Id) ?? left.Find(s => s.Id is null && s.Description == schedule.Description);
            left.RemoveAll(s => s == existing);
            changes.Add(new ScheduleChange(schedule, existing));
        }

        changes.AddRange(left.Where(s => s.Id is not null).Select(s => new ScheduleChange(null, s)));
        return [.. changes.Where(c => c.Differences.Count > 0)];
    }

    /// <summary>Carries a change out.</summary>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task ApplyAsync(ScheduleChange change, CancellationToken cancellationToken)
    {
        switch (change)
        {
            case { Wanted: { } wanted, Existing: null }:
                await CreateAsync(wanted, cancellationToken);
                break;
            case { Wanted: { } wanted, Existing: { } existing }:
                await OwnAsync(existing, cancellationToken);
                foreach (var (key, found, should) in ScheduleChange.Variables(wanted, existing))
                {
                    await SetAsync(existing.Number, key, should, isNew: found is null, cancellationToken);
                }

                if (
                    ScheduleChange.Attributes(wanted, existing).Select(a => new JProperty(a.Name, a.Should)).ToList() is
                    { Count: > 0 } attributes
                )
                {
                    await SendAsync(HttpMethod.Put, Place(existing.Number), new JObject(attributes), cancellationToken);
                }

                break;
            case { Existing: { } existing }:
                await OwnAsync(existing, cancellationToken);
                await SendAsync(HttpMethod.Put, Place(existing.Number), new JObject { ["active"] = false }, cancellationToken);
                break;
            default:
                throw new ArgumentException("A change concerns a schedule.", nameof(change));
        }
    }

    public void Dispose()
    {
        _gitLab.Dispose();
        _writer.Dispose();
    }

    private async Task<List<ExistingSchedule>> ReadAsync(CancellationToken cancellationToken)
    {
        var numbers = new List<string>();
        var list = new ListRequest("pipeline_schedules", "pipeline schedules", $"{_schedules.AbsoluteUri}?per_page=100");
        await _gitLab.ReadAllAsync(list, new NextPageHeaderPager(), row => row.GetNumberText("id"), numbers.Add, cancellationToken);
        var schedules = new List<ExistingSchedule>();
        foreach (var number in numbers)
        {
            // Only the record of a single schedule has its variables.
            schedules.Add(
                await _gitLab.GetAsync(
                    "pipeline_schedule",
                    $"pipeline schedule {number}",
                    $"{_schedules.AbsoluteUri}/{number}",
                    ExistingSchedule.Of,
                    cancellationToken
                )
            );
        }

        return [.. schedules.OrderBy(s => s.Number)];
    }

    /// <summary>
    /// Makes a schedule. It runs only when it has its variables: without them its pipeline would choose its audits by default.
    /// </summary>
    private async Task CreateAsync(PipelineSchedule wanted, CancellationToken cancellationToken)
    {
        var made = await SendAsync(
            HttpMethod.Post,
            _schedules,
            new JObject
            {
                ["description"] = wanted.Description,
                ["ref"] = wanted.Ref,
                ["cron"] = wanted.Cron,
                ["cron_timezone"] = wanted.TimeZone,
                ["active"] = false,
            },
            cancellationToken
        );
        var number =
            (long?)made["id"]
            ?? throw new AuditException(
                $"Making a schedule in {Project}: GitLab's answer has no id. Run again: what was made is found.",
                FailureKind.ConfigurationOrInfrastructure
            );
        foreach (var (key, value) in wanted.Variables)
        {
            await SetAsync(number, key, value, isNew: true, cancellationToken);
        }

        await SendAsync(HttpMethod.Put, Place(number), new JObject { ["active"] = true }, cancellationToken);
    }

    private Task<JObject> SetAsync(long number, string key, string value, bool isNew, CancellationToken cancellationToken) =>
        isNew
            ? SendAsync(HttpMethod.Post, Place(number, "/variables"), new JObject { ["key"] = key, ["value"] = value }, cancellationToken)
            : SendAsync(HttpMethod.Put, Place(number, $"/variables/{key}"), new JObject { ["value"] = value }, cancellationToken);

    /// <summary>Takes a schedule over where somebody else has it: GitLab lets only its owner change it.</summary>
    private async Task OwnAsync(ExistingSchedule existing, CancellationToken cancellationToken)
    {
        var self = await _gitLab.GetAsync("user", "the token's user", "user", row => row.GetString("username"), cancellationToken);
        if (existing.Owner != self)
        {
            _log.Step($"GitLab: taking over schedule {existing.Number}, whose pipelines run as {self} from now on …");
            await SendAsync(HttpMethod.Post, Place(existing.Number, "/take_ownership"), null, cancellationToken);
        }
    }

    private Uri Place(long number, string rest = "") =>
        new(string.Create(CultureInfo.InvariantCulture, $"{_schedules.AbsoluteUri}/{number}{rest}"));

    private async Task<JObject> SendAsync(HttpMethod method, Uri address, JObject? body, CancellationToken cancellationToken)
    {
        var place = $"Changing the schedules of {Project}, {method} {address.GetLeftPart(UriPartial.Path)}";
        using var request = new HttpRequestMessage(method, address);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToString(Formatting.None), Encoding.UTF8, "application/json");
        }

        try
        {
            using var response = await _writer.SendAsync(request, cancellationToken);
            var answer = Parsed(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.IsSuccessStatusCode && answer is not null
                ? answer
                : throw Failure(
                    RequestFailure.Answered("GitLab", response.StatusCode, answer is null ? null : GitLabApi.ErrorText(answer)),
                    Advice(response.StatusCode) ?? "Check cadence in audits.yaml, and run again."
                );
        }
        catch (Exception error) when (error is not OperationCanceledException && RequestFailure.Unanswered("GitLab", error) is { } clause)
        {
            throw Failure(clause, "Run again: what was made is found.", error);
        }
        catch (AuditException error) when (error.Kind != FailureKind.ConfigurationOrInfrastructure)
        {
            throw new AuditException(
                $"Changing the schedules of {Project}: {error.Message}",
                FailureKind.ConfigurationOrInfrastructure,
                error
            );
        }

        AuditException Failure(string problem, string advice, Exception? error = null) =>
            new($"{place}: {problem}. {advice}", FailureKind.ConfigurationOrInfrastructure, error);
    }

    private static JObject? Parsed(string text)
    {
        try
        {
            return JObject.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Advice(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.Unauthorized => $"Put a valid token into {Token.Name}.",
            HttpStatusCode.Forbidden =>
                $"{Token.Name} needs the scope api and the role Maintainer in the project, and its user must be allowed to merge "
                    + "or push to the branch. Where it refuses a variable, let Maintainers use pipeline variables (Settings > CI/CD > "
                    + "Variables, \"Minimum role to use pipeline variables\").",
            HttpStatusCode.NotFound => $"Check cadence.project in audits.yaml, and that {Token.Name} may see the project.",
            _ => null,
        };
}
