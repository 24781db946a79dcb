using System.Globalization;
using Microsoft.AspNetCore.Http;
using PlatformAudits.Sandbox.GitLab.RichText;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// Lets a program outside do with the sandbox's GitLab what tests do through its classes: <c>POST /sandbox/…</c>, which is no part of
/// GitLab's API. These requests are not logged and need no credential.
/// </summary>
internal sealed class GitLabControls(GitLabVendor gitLab)
{
    /// <summary>What there is, for people.</summary>
    public const string Usage =
        "POST /sandbox/refuse?kind=KIND (&times=N, &account=USERNAME), /sandbox/allow, /sandbox/move?to=PATH, "
        + "/sandbox/delete-account?account=USERNAME, /sandbox/member?account=USERNAME (&level=N, without for no member; &state=STATE), "
        + "/sandbox/schedule-owner?schedule=ID (&owner=USERNAME, &state=blocked) or "
        + "/sandbox/rich-text-save?issue=IID (&note=ID, &variant=0 to 7, &account=USERNAME).";

    private static readonly Dictionary<string, RefusalKind> Kinds = new()
    {
        ["resource-lock"] = RefusalKind.ResourceLock,
        ["archived"] = RefusalKind.Archived,
        ["spam"] = RefusalKind.Spam,
        ["lost-role"] = RefusalKind.LostRole,
        ["hidden-members"] = RefusalKind.HiddenMembers,
        ["no-member"] = RefusalKind.NoMember,
        ["blocked"] = RefusalKind.Blocked,
        ["expired-token"] = RefusalKind.ExpiredToken,
        ["revoked-token"] = RefusalKind.RevokedToken,
    };

    public Task AnswerAsync(Call call)
    {
        try
        {
            Act(call);
            return call.ReplyAsync(StatusCodes.Status204NoContent);
        }
        catch (ArgumentException wrong)
        {
            return call.ReplyAsync(StatusCodes.Status400BadRequest, Call.Text, wrong.Message + "\n");
        }
    }

    private void Act(Call call)
    {
        switch (string.Join('/', call.Segments))
        {
            case "refuse":
                var kind = Required(call, "kind");
                gitLab.Refusals.Add(
                    Kinds.TryGetValue(kind, out var known)
                        ? known
                        : throw new ArgumentException(
                            $"The sandbox refuses nothing called {kind}; it knows {string.Join(", ", Kinds.Keys)}."
                        ),
                    (int)Math.Min(Number(call, "times") ?? int.MaxValue, int.MaxValue),
                    call.Parameter("account") is null ? null : UserOf(call, "account")
                );
                break;
            case "allow":
                gitLab.Refusals.Clear();
                break;
            case "move":
                gitLab.Tracker.MoveTo(Required(call, "to"));
                break;
            case "delete-account":
                gitLab.Delete(UserOf(call, "account"));
                break;
            case "member":
                var account = UserOf(call, "account");
                if (call.Parameter("state") is { } accountState)
                {
                    gitLab.Change(account, user => user with { State = accountState });
                }
                else if (Number(call, "level") is { } level)
                {
                    gitLab.Tracker.Members.Set(account, new ProjectMember((int)Math.Min(level, 60)));
                }
                else
                {
                    gitLab.Tracker.Members.Remove(account);
                }

                break;
            case "schedule-owner":
                var id = Number(call, "schedule") ?? throw Missing(call, "schedule");
                _ = gitLab.Schedules.Find(id) ?? throw new ArgumentException($"There is no pipeline schedule {id}.");
                var owner = call.Parameter("owner") is null
                    ? null
                    : UserOf(call, "owner") with
                    {
                        State = call.Parameter("state") ?? "active",
                    };
                gitLab.Schedules.Edit(id, schedule => schedule with { Owner = owner });
                break;
            case "rich-text-save":
                SaveInRichTextEditor(call);
                break;
            default:
                throw new ArgumentException(Usage);
        }
    }

    private void SaveInRichTextEditor(Call call)
    {
        var iid = Number(call, "issue") ?? throw Missing(call, "issue");
        _ = gitLab.Tracker.Find(iid) ?? throw new ArgumentException($"There is no issue {iid}.");
        var variant = (RichTextVariant)(int)Math.Min(Number(call, "variant") ?? 0, 7);
        if (Number(call, "note") is { } note)
        {
            _ =
                gitLab.Tracker.SaveNoteInRichTextEditor(iid, note, variant)
                ?? throw new ArgumentException($"Issue {iid} has no note {note}.");
        }
        else
        {
            var editor = call.Parameter("account") is null ? gitLab.UserOf(0) : UserOf(call, "account");
            gitLab.Tracker.SaveInRichTextEditor(editor, iid, variant);
        }
    }

    private GitLabUser UserOf(Call call, string name) =>
        gitLab.UserWith(Required(call, name)) ?? throw new ArgumentException($"There is no account {call.Parameter(name)}.");

    private static string Required(Call call, string name) => call.Parameter(name) ?? throw Missing(call, name);

    private static long? Number(Call call, string name) =>
        call.Parameter(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ArgumentException($"{name} is {text}; give a whole number.");

    private static ArgumentException Missing(Call call, string name) =>
        new($"/sandbox/{string.Join('/', call.Segments)} needs {name}. {Usage}");
}
