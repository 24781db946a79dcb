using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>Issues, notes and labels of a project.</summary>
internal sealed partial class IssueEndpoints(UserDirectory directory, TimeProvider clock)
{
    private const int LongestNote = 1_000_000;
    private const int MostNotes = 5_000;

    // GitLab.com's own limits, which no header tells (docs.gitlab.com/user/gitlab_com, "Rate limits on GitLab.com").
    private readonly RateLimit _openings = new(200, clock);
    private readonly RateLimit _notes = new(60, clock);

    public async Task AnswerAsync(Call call, Caller caller, Project project, string[] path)
    {
        var issue = path is ["issues", var iid, ..] ? IssueOf(caller, project, iid) : null;
        var respond = (call.Method, path) switch
        {
            ("GET", ["issues"]) => ListAsync(call, caller, project),
            ("POST", ["issues"]) => OpenAsync(call, caller, project),
            ("GET", ["labels"]) => ListLabelsAsync(call, project),
            ("POST", ["labels"]) => AddLabelAsync(call, caller, project),
            (_, ["issues", _, .. var rest]) => AnswerIssueAsync(call, caller, project, issue!, rest),
            _ => throw GitLabRefusal.NoSuchRoute(),
        };
        await respond;
    }

    private Task AnswerIssueAsync(Call call, Caller caller, Project project, Issue issue, string[] path) =>
        (call.Method, path) switch
        {
            ("GET", []) => call.ReplyAsync(200, ToJson(call, project, issue)),
            ("PUT", []) => EditAsync(call, caller, project, issue),
            ("GET", ["notes"]) => ListNotesAsync(call, caller, issue),
            ("POST", ["notes"]) => CommentAsync(
                call,
                caller,
                project,
                issue,
                (text, parameters) =>
                    project.Comment(caller.User, issue.Iid, text, caller.IsReporter && (parameters.Flag("internal") ?? false))
            ),
            ("GET", ["notes", var id]) => call.ReplyAsync(200, NoteOf(caller, issue, id).ToJson(issue, SiteOf(call))),
            ("PUT", ["notes", var id]) => EditNoteAsync(call, caller, project, issue, id),
            ("DELETE", ["notes", var id]) => DeleteNoteAsync(call, caller, project, issue, id),
            ("GET", ["resource_label_events"]) => new OffsetPage(call, Parameters.OfQuery(call)).ReplyAsync(
                issue.LabelEvents,
                change => change.ToJson(issue, SiteOf(call))
            ),
            ("GET", ["discussions"]) => ListDiscussionsAsync(call, caller, issue),
            ("POST", ["discussions"]) => CommentAsync(
                call,
                caller,
                project,
                issue,
                (text, _) => project.Discuss(caller.User, issue.Iid, text),
                isThread: true
            ),
            ("GET", ["discussions", var id]) => call.ReplyAsync(200, DiscussionOf(call, issue, NotesOf(caller, issue, id))),
            ("POST", ["discussions", var id, "notes"]) => AnswerDiscussionAsync(call, caller, project, issue, id),
            ("PUT", ["discussions", var discussion, "notes", var id]) when NotesOf(caller, issue, discussion).Count > 0 => EditNoteAsync(
                call,
                caller,
                project,
                issue,
                id
            ),
            ("DELETE", ["discussions", var discussion, "notes", var id]) when NotesOf(caller, issue, discussion).Count > 0 =>
                DeleteNoteAsync(call, caller, project, issue, id),
            _ => throw GitLabRefusal.NoSuchRoute(),
        };

    private static string SiteOf(Call call) => call.Address;

    private static JRaw ToJson(Call call, Project project, Issue issue) => issue.ToJson(SiteOf(call), project.Path);

    /// <summary>GitLab does not tell what is hidden from what is not there.</summary>
    private static Issue IssueOf(Caller caller, Project project, string iid) =>
        long.TryParse(iid, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? project.Find(number) is { } issue && caller.MaySee(issue)
                ? issue
                : throw GitLabRefusal.RecordNotFound()
            : throw GitLabRefusal.Parameter("issue_iid is invalid");

    private static Note NoteOf(Caller caller, Issue issue, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? issue.Notes.Find(note => note.Id == number && caller.MaySee(note)) ?? throw GitLabRefusal.RecordNotFound()
            : throw GitLabRefusal.Parameter("note_id is invalid");

    private static List<Note> NotesOf(Caller caller, Issue issue, string discussion) =>
        issue.Notes.FindAll(note => note.Discussion == discussion && caller.MaySee(note)) is { Count: > 0 } notes
            ? [.. notes]
            : throw GitLabRefusal.NotFound("Discussion");

    private static JObject DiscussionOf(Call call, Issue issue, List<Note> notes) =>
        new()
        {
            ["id"] = notes[0].Discussion,
            ["individual_note"] = !notes[0].IsInThread,
            ["notes"] = new JArray(notes.Select(note => note.ToJson(issue, SiteOf(call)))),
        };

    private static Task ListDiscussionsAsync(Call call, Caller caller, Issue issue)
    {
        var discussions = issue.Notes.Where(caller.MaySee).GroupBy(note => note.Discussion).Select(notes => notes.ToList()).ToList();
        return new OffsetPage(call, Parameters.OfQuery(call)).ReplyAsync(discussions, notes => DiscussionOf(call, issue, notes));
    }

    private Task AnswerDiscussionAsync(Call call, Caller caller, Project project, Issue issue, string discussion)
    {
        _ = NotesOf(caller, issue, discussion);
        return CommentAsync(call, caller, project, issue, (text, _) => project.Discuss(caller.User, issue.Iid, text, discussion));
    }

    private static Task DeleteNoteAsync(Call call, Caller caller, Project project, Issue issue, string id)
    {
        var note = NoteOf(caller, issue, id);
        if (note.System || note.Author != caller.User)
        {
            throw GitLabRefusal.Forbidden();
        }

        // GitLab parses the header as any time, fractions of a second included.
        if (
            call.Header("If-Unmodified-Since") is { } since
            && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && note.UpdatedAt > time
        )
        {
            throw GitLabRefusal.PreconditionFailed();
        }

        return project.DeleteNote(issue.Iid, note.Id)
            ? call.ReplyAsync(StatusCodes.Status204NoContent)
            : throw GitLabRefusal.RecordNotFound();
    }

    private static Task ListAsync(Call call, Caller caller, Project project)
    {
        var parameters = Parameters.OfQuery(call);
        var issues = new IssueFilter(parameters, caller).Of(project.Issues);
        return new OffsetPage(call, parameters).ReplyAsync(issues, issue => ToJson(call, project, issue));
    }

    private static void Take(RateLimit limit, Caller caller)
    {
        if (limit.Take(caller.User.Username) is { Exceeded: true })
        {
            throw GitLabRefusal.TooOften();
        }
    }

    private async Task OpenAsync(Call call, Caller caller, Project project)
    {
        Take(_openings, caller);
        var parameters = await Parameters.OfBodyAsync(call);
        var title = IssueEdit.TitleOf(parameters);
        var change = new IssueEdit(parameters, directory);
        var text = LogText(call, parameters.Text("description"));
        var issue = project.Open(caller.User, title, issue => Carried(change.Apply(issue), text, parameters));
        project.Mention(caller.User, issue.Iid, text.References);
        await call.ReplyAsync(StatusCodes.Status201Created, ToJson(call, project, issue));
    }

    private async Task EditAsync(Call call, Caller caller, Project project, Issue issue)
    {
        var parameters = await Parameters.OfBodyAsync(call);
        IssueEdit.RequireAny(parameters);
        if (!caller.MayEdit(issue))
        {
            throw GitLabRefusal.Forbidden();
        }

        var change = new IssueEdit(parameters, directory);
        var text = LogText(call, parameters.Text("description"));
        var edited = project.Edit(
            caller.User,
            issue.Iid,
            before => caller.Allowed(before, Carried(change.Apply(before), text, parameters))
        );
        project.Mention(caller.User, issue.Iid, text.References);
        await call.ReplyAsync(200, ToJson(call, project, edited));
    }

    /// <summary>The issue after the quick actions of its description, which then no longer stand there.</summary>
    private Issue Carried(Issue issue, WrittenText text, Parameters parameters) =>
        parameters.Text("description") is null
            ? issue
            : text.QuickActions.Aggregate(
                issue with
                {
                    Description = text.WithoutQuickActions,
                },
                (carried, action) => QuickAction.Apply(carried, action, directory)
            );

    private static Task ListNotesAsync(Call call, Caller caller, Issue issue)
    {
        var parameters = Parameters.OfQuery(call);
        var onlyComments = parameters.Choice("activity_filter", "all_notes", "all_notes", "only_comments", "only_activity");
        var byUpdate = parameters.Choice("order_by", "created_at", "created_at", "updated_at") == "updated_at";
        var notes = issue
            .Notes.Where(note => caller.MaySee(note) && (onlyComments == "all_notes" || note.System == (onlyComments == "only_activity")))
            .OrderBy(note => byUpdate ? note.UpdatedAt : note.CreatedAt)
            .ThenBy(note => note.Id)
            .ToList();
        if (parameters.Choice("sort", "desc", "asc", "desc") == "desc")
        {
            notes.Reverse();
        }

        return new OffsetPage(call, parameters).ReplyAsync(notes, note => note.ToJson(issue, SiteOf(call)));
    }

    private async Task CommentAsync(
        Call call,
        Caller caller,
        Project project,
        Issue issue,
        Func<string, Parameters, Note?> write,
        bool isThread = false
    )
    {
        var parameters = await Parameters.OfBodyAsync(call);
        var body = BodyOf(parameters);
        Take(_notes, caller);
        if (issue.Notes.Count(note => !note.System) >= MostNotes)
        {
            throw GitLabRefusal.BadRequest($"Note {{:base=>[\"Maximum number of comments exceeded\"]}}");
        }

        var text = LogText(call, body);
        var isCarriedOut = text.QuickActions.Count > 0 && caller.MayEdit(issue);
        if (isCarriedOut)
        {
            project.Edit(
                caller.User,
                issue.Iid,
                before =>
                    caller.Allowed(
                        before,
                        text.QuickActions.Aggregate(before, (carried, action) => QuickAction.Apply(carried, action, directory))
                    )
            );
        }

        project.Mention(caller.User, issue.Iid, text.References);
        if (text.IsOnlyQuickActions && !isCarriedOut)
        {
            throw GitLabRefusal.BadRequest("Note {:commands_only=>[\"Failed to apply commands.\"]}");
        }

        if (text.IsOnlyQuickActions)
        {
            var summary = new JArray(text.QuickActions.Select(action => $"Applied {action}."));
            await call.ReplyAsync(
                StatusCodes.Status202Accepted,
                new JObject { ["commands_changes"] = new JObject(), ["summary"] = summary }
            );
            return;
        }

        var note = write(text.WithoutQuickActions, parameters) ?? throw GitLabRefusal.NotFound("Discussion");
        project.Notify(issue.Iid, note, text.Mentions);
        await call.ReplyAsync(
            StatusCodes.Status201Created,
            isThread ? (JToken)DiscussionOf(call, issue, [note]) : note.ToJson(issue, SiteOf(call))
        );
    }

    private static async Task EditNoteAsync(Call call, Caller caller, Project project, Issue issue, string id)
    {
        var note = NoteOf(caller, issue, id);
        var body = BodyOf(await Parameters.OfBodyAsync(call));
        if (note.System || note.Author != caller.User)
        {
            throw GitLabRefusal.Forbidden();
        }

        var text = LogText(call, body);
        var (before, edited) = project.EditNote(issue.Iid, note.Id, body) ?? throw GitLabRefusal.RecordNotFound();
        project.Notify(
            issue.Iid,
            edited,
            text.Mentions.Except(new WrittenText(before.Body).Mentions, StringComparer.OrdinalIgnoreCase),
            isEdit: true
        );
        await call.ReplyAsync(200, edited.ToJson(issue, SiteOf(call)));
    }

    private static string BodyOf(Parameters parameters)
    {
        var body = parameters.RequiredText("body");
        if (string.IsNullOrWhiteSpace(body))
        {
            throw GitLabRefusal.BadRequest("Note {:note=>[\"can't be blank\"]}");
        }

        return body.EnumerateRunes().Count() <= LongestNote
            ? body
            : throw GitLabRefusal.BadRequest($"Note {{:note=>[\"is too long (maximum is {LongestNote} characters)\"]}}");
    }

    private static Task ListLabelsAsync(Call call, Project project)
    {
        var parameters = Parameters.OfQuery(call);
        var search = parameters.Text("search") ?? string.Empty;
        var labels = project.Labels.Where(label => label.Name.Contains(search, StringComparison.OrdinalIgnoreCase)).ToList();
        return new OffsetPage(call, parameters).ReplyAsync(labels, label => label.ToJson());
    }

    private static async Task AddLabelAsync(Call call, Caller caller, Project project)
    {
        if (!caller.IsReporter)
        {
            throw GitLabRefusal.Forbidden();
        }

        var parameters = await Parameters.OfBodyAsync(call);
        var (name, color) = (parameters.RequiredText("name").Trim(), parameters.RequiredText("color"));
        if (name.Length == 0)
        {
            throw GitLabRefusal.Field("title", "can't be blank");
        }

        if (!ColorCode().IsMatch(color))
        {
            throw GitLabRefusal.Field("color", "must be a valid color code");
        }

        var label = project.AddLabel(name, color, parameters.Text("description")) ?? throw GitLabRefusal.Conflict("Label already exists");
        await call.ReplyAsync(StatusCodes.Status201Created, label.ToJson());
    }

    private static WrittenText LogText(Call call, string? text)
    {
        var written = new WrittenText(text ?? string.Empty);
        call.Logged.QuickActions = written.QuickActions;
        call.Logged.Mentions = written.Mentions;
        call.Logged.References = written.References;
        call.Logged.Activated = written.Activated;
        call.Logged.Structure = written.Structure;
        return written;
    }

    [GeneratedRegex("^(#[0-9A-Fa-f]{3}|#[0-9A-Fa-f]{6}|[A-Za-z]+)$")]
    private static partial Regex ColorCode();
}
