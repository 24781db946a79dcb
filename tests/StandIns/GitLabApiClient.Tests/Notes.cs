using GitLabApiClient.Models;
using GitLabApiClient.Models.Notes.Requests;
using GitLabApiClient.Models.Notes.Responses;
using GitLabApiClient.Tests.Wire;
using Newtonsoft.Json;
using NUnit.Framework;

namespace GitLabApiClient.Tests;

public sealed class Notes : WireTest
{
    [Test]
    public async Task The_notes_of_an_issue_are_listed()
    {
        Answer($"[{Json.Note}]");

        IList<Note> notes = await Client.Issues.GetNotesAsync(3, 7);

        AssertSentInOrder("GET /api/v4/projects/3/issues/7/notes?per_page=100&page=1");
        Assert.That(notes.Single().Author.Username, Is.EqualTo("me"));
    }

    [Test]
    public async Task The_order_of_notes_is_sent_when_it_is_not_the_default()
    {
        Answer("[]");

        await Client.Issues.GetNotesAsync(3, 7, chosen =>
        {
            chosen.SortOrder = SortOrder.Ascending;
            chosen.Order = NoteOrder.UpdatedAt;
        });

        AssertSentInOrder("GET /api/v4/projects/3/issues/7/notes?sort=asc&order_by=updated_at&per_page=100&page=1");
    }

    [Test]
    public async Task A_note_is_added()
    {
        Answer(Json.Note, 201);

        Note note = await Client.Issues.CreateNoteAsync(3, 7, new CreateIssueNoteRequest("hello\nworld"));

        AssertSent(
            "POST /api/v4/projects/3/issues/7/notes",
            "  Content-Length: 23",
            "  Content-Type: application/json",
            $"  PRIVATE-TOKEN: {Token}",
            """  body: {"body":"hello\nworld"}""");
        Assert.That(note.Id, Is.EqualTo(302));
    }

    [Test]
    public void A_note_id_beyond_32_bits_throws_after_the_note_was_created()
    {
        Answer("""{"id":2284136723,"body":"x"}""", 201);

        Assert.That(
            async () => await Client.Issues.CreateNoteAsync(3, 7, new CreateIssueNoteRequest("x")),
            Throws.TypeOf<JsonReaderException>().With.Message.EqualTo(
                "JSON integer 2284136723 is too large or small for an Int32. Path 'id', line 1, position 16."));
        AssertSent(
            "POST /api/v4/projects/3/issues/7/notes",
            "  Content-Length: 12",
            "  Content-Type: application/json",
            $"  PRIVATE-TOKEN: {Token}",
            """  body: {"body":"x"}""");
    }

    [Test]
    public void One_note_id_beyond_32_bits_makes_the_whole_list_unreadable()
    {
        Answer($$"""[{{Json.Note}},{"id":2284136723,"body":"x"}]""");

        Assert.That(
            async () => await Client.Issues.GetNotesAsync(3, 7),
            Throws.TypeOf<JsonReaderException>().With.Message.StartsWith(
                "JSON integer 2284136723 is too large or small for an Int32. Path '[1].id', line 1, position "));
        AssertSentInOrder("GET /api/v4/projects/3/issues/7/notes?per_page=100&page=1");
    }

    [Test]
    public async Task A_note_is_rewritten()
    {
        Answer(Json.Note);

        Note note = await Client.Issues.UpdateNoteAsync(3, 7, 302, new UpdateIssueNoteRequest("edited"));

        AssertSent(
            "PUT /api/v4/projects/3/issues/7/notes/302",
            "  Content-Length: 17",
            "  Content-Type: application/json",
            $"  PRIVATE-TOKEN: {Token}",
            """  body: {"body":"edited"}""");
        Assert.That(note.Id, Is.EqualTo(302));
    }

    [Test]
    public async Task A_note_is_deleted()
    {
        Answer("", 204);

        await Client.Issues.DeleteNoteAsync(3, 7, 302);

        AssertSentInOrder("DELETE /api/v4/projects/3/issues/7/notes/302");
    }

    [Test]
    public async Task Large_note_ids_are_readable_through_a_type_of_ones_own()
    {
        Answer("""[{"id":2284136723}]""");

        IList<LargeNote> notes = await Client.Connection.GetPagedListAsync<LargeNote>("projects/3/issues/7/notes");

        AssertSentInOrder("GET /api/v4/projects/3/issues/7/notes?per_page=100&page=1");
        Assert.That(notes.Single().Id, Is.EqualTo(2284136723));
    }

    private sealed record LargeNote([property: JsonProperty("id")] long Id);
}
