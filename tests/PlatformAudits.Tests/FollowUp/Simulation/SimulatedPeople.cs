using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Sandbox.GitLab.RichText;

namespace PlatformAudits.Tests.FollowUp.Simulation;

/// <summary>
/// The people around the issues of a period: they answer, hand over, ask for time, tick, fill in, put right, review, close, delete and
/// edit.
/// </summary>
internal sealed partial class SimulatedPeople(
    Random random,
    SandboxServer sandbox,
    FakeTimeProvider clock,
    IReadOnlyList<SimulatedAudit> audits,
    IReadOnlyList<long> issues,
    List<string> steps
)
{
    public const int LastBusyDay = 24;

    /// <summary>
    /// Whether a note of ours was changed or deleted since the last whole run: people damage one between two runs, not more.
    /// </summary>
    public bool IsDamaged { get; set; }

    /// <summary>Whether runners are at work: people leave their notes alone meanwhile.</summary>
    public bool IsWatched { get; set; }

    private Project Project => sandbox.GitLab.Tracker;

    public void Turn(int day)
    {
        if (day <= LastBusyDay)
        {
            for (var acts = random.Next(3); acts > 0; acts--)
            {
                Act();
            }
        }
        else if (random.Next(6) == 0)
        {
            Review(SimulatedTeam.Reviewer);
        }
    }

    public void Act()
    {
        var act = random.Next(30) switch
        {
            0 or 1 or 2 => Answer(),
            3 => Comment(),
            4 or 5 => Tick(),
            6 => Fill(),
            7 or 8 => Mend(),
            9 => Break(),
            10 => Waive(),
            11 => Review(SimulatedTeam.Reviewer),
            12 => Review(random.Next(SimulatedTeam.Size)),
            13 => Close(isClosed: random.Next(3) == 0),
            14 => Close(isClosed: false),
            15 => DeleteNote(),
            16 => EditNote(),
            17 => Forge(),
            18 => ForgeIssue(),
            19 or 20 => SaveIssue(),
            21 => SaveNote(),
            22 => Say(Command()),
            _ => "looks on",
        };
        steps.Add($"  somebody {act}");
        clock.Advance(TimeSpan.FromMinutes(random.Next(3)));
    }

    private GitLabUser Anybody() => sandbox.GitLab.UserOf(random.Next(SimulatedTeam.Size));

    private SimulatedAudit Audit() => audits[random.Next(audits.Count)];

    private long Issue() => issues[random.Next(issues.Count)];

    private List<Note> NotesOn(long iid) => [.. Project.Find(iid)!.Notes.Where(note => note.Author == sandbox.GitLab.Bot && !note.System)];

    private string Answer() =>
        Say(random.Next(4) == 0 ? "This is intentional." : "I am looking at it, because there was a reason for it.");

    private string Command() =>
        random.Next(2) == 0
            ? $"later {clock.GetUtcNow().AddDays(random.Next(-2, 12)):yyyy-MM-dd}, I am travelling."
            : $"@{sandbox.GitLab.UserOf(random.Next(SimulatedTeam.Size)).Username} has this.";

    private string Say(string text)
    {
        var iid = Issue();
        if (NotesOn(iid) is not { Count: > 0 } notes)
        {
            return "looks on";
        }

        var note = notes[random.Next(notes.Count)];
        var who = random.Next(4) == 0 ? SimulatedTeam.Manager : random.Next(SimulatedTeam.Size);
        Project.Discuss(sandbox.GitLab.UserOf(who), iid, text, note.Discussion);
        return $"({who}) replies on #{iid}: {text}";
    }

    private string Comment()
    {
        Project.Comment(Anybody(), Issue(), "A comment.");
        return "comments";
    }

    private string Tick()
    {
        Project.Edit(
            Anybody(),
            Audit().Iid,
            issue =>
            {
                var lines = issue.Description!.Split('\n');
                var open = Enumerable.Range(0, lines.Length).Where(i => OpenBox().IsMatch(lines[i])).ToList();
                if (open.Count > 0)
                {
                    var at = open[random.Next(open.Count)];
                    lines[at] = lines[at].Replace("[ ] `F", "[x] `F", StringComparison.Ordinal);
                }

                return issue with
                {
                    Description = string.Join('\n', lines),
                };
            }
        );
        return "ticks";
    }

    private string Fill()
    {
        var key = random.Next(SimulatedFindings.Keys);
        Project.Edit(
            Anybody(),
            Audit().Iid,
            issue =>
                issue with
                {
                    Description = Regex.Replace(
                        issue.Description!,
                        $@"^(\| *`{SimulatedFindings.IdOf(key)}` *\| *{key} *\|) *\|",
                        "$1 needed for the migration |",
                        RegexOptions.Multiline
                    ),
                }
        );
        return $"fills in the cell of {key}";
    }

    private string Mend()
    {
        var key = random.Next(SimulatedFindings.Keys);
        Audit().Findings.Open.Remove(key);
        return $"puts {key} right";
    }

    private string Break()
    {
        var key = random.Next(SimulatedFindings.Keys);
        var audit = Audit();
        audit.Findings.Open.Add(key);
        audit.Findings.Waived.Remove(key);
        return $"breaks {key}";
    }

    private string Waive()
    {
        var key = random.Next(SimulatedFindings.Keys);
        var audit = Audit();
        if (audit.Findings.Open.Remove(key))
        {
            audit.Findings.Waived.Add(key);
        }

        return $"has {key} waived";
    }

    private string Review(int who)
    {
        var iid = Audit().Iid;
        var asked = NotesOn(iid).Find(note => NoteMark.In(note.Body) is { Thread: CaseState.ReviewThread, Stage: NoteStage.Sent });
        if (asked is not null)
        {
            Project.Discuss(sandbox.GitLab.UserOf(who), iid, "Reviewed. All is well.", asked.Discussion);
        }

        return asked is null ? "looks on" : $"({who}) reviews";
    }

    private string Close(bool isClosed)
    {
        var iid = Issue();
        Project.Edit(Anybody(), iid, issue => issue with { Closed = isClosed });
        return $"{(isClosed ? "closes" : "reopens")} #{iid}";
    }

    private string DeleteNote()
    {
        // Not between the requests of several runs (docs/decisions/0015, "What is left"), one note between two runs that end, and not the
        // last that is left: what is nowhere written is nowhere known.
        var iid = Issue();
        if (
            IsDamaged
            || IsWatched
            || NotesOn(iid).FindAll(note => NoteMark.In(note.Body) is { Stage: NoteStage.Sent }) is not { Count: > 1 } notes
        )
        {
            return "looks on";
        }

        IsDamaged = true;
        var note = notes[random.Next(notes.Count)];
        Project.DeleteNote(iid, note.Id);
        return $"deletes note {note.Id}";
    }

    private string EditNote()
    {
        var iid = Issue();
        if (
            IsDamaged
            || IsWatched
            || NotesOn(iid).FindAll(note => NoteMark.In(note.Body) is { Stage: NoteStage.Sent }) is not { Count: > 1 } notes
        )
        {
            return "looks on";
        }

        IsDamaged = true;
        var note = notes[random.Next(notes.Count)];
        Project.EditNote(iid, note.Id, random.Next(2) == 0 ? "Somebody changed this note." : note.Body + "\n\nSomebody added this.");
        return $"edits note {note.Id}";
    }

    private string SaveIssue()
    {
        var variant = (RichTextVariant)random.Next(8);
        Project.SaveInRichTextEditor(Anybody(), Issue(), variant);
        return $"saves the issue in the rich text editor ({variant})";
    }

    /// <summary>Somebody with the role Maintainer saves a note of ours, also the memory.</summary>
    private string SaveNote()
    {
        var iid = Issue();
        var notes = NotesOn(iid);
        if (IsWatched || notes.Count == 0)
        {
            return "looks on";
        }

        var note = notes[random.Next(notes.Count)];
        Project.SaveNoteInRichTextEditor(iid, note.Id, (RichTextVariant)random.Next(8));
        return $"saves note {note.Id} in the rich text editor";
    }

    /// <summary>A stranger opens an issue that reads like the audit's, with a text that the bot is to send.</summary>
    private string ForgeIssue()
    {
        GitLabUser[] strangers = [sandbox.GitLab.Guest, sandbox.GitLab.SecondBot, sandbox.GitLab.Ghost];
        var stranger = strangers[random.Next(strangers.Length)];
        var iid = Issue();
        var forged = Project.Open(
            stranger,
            "Calendly audit",
            issue =>
                issue with
                {
                    Description = Project
                        .Find(iid)!
                        .Description!.Replace("Mend it.", "Sign in at https://login.evil.example/.", StringComparison.Ordinal),
                    Confidential = true,
                }
        );
        foreach (var note in NotesOn(iid))
        {
            Project.Comment(stranger, forged.Iid, note.Body);
        }

        return $"({stranger.Username}) forges #{forged.Iid}";
    }

    private string Forge()
    {
        var key = SimulatedFindings.KeyOf(random.Next(SimulatedFindings.Keys)).Digits;
        var mark = new NoteMark(
            NoteKind.Step,
            key,
            NoteStage.Sent,
            clock.GetUtcNow(),
            null,
            [$"{key}:1", $"{key}:2", $"{key}:3"],
            [],
            "0123456789abcdef"
        );
        Project.Comment(Anybody(), Issue(), mark.Line);
        return "forges a mark";
    }

    public static bool IsMemory(Note note) => note.Body.Contains("platform-audits:memory", StringComparison.Ordinal);

    [GeneratedRegex(@"^\s*[-*] \[ \] `F[0-9a-f]{8}`")]
    private static partial Regex OpenBox();
}
