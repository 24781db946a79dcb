using System.Text;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary><c>/projects/:id/repository</c> of the team project.</summary>
internal sealed class RepositoryEndpoints(TeamRepository repository)
{
    private const string ContentPlaceholder = "\u0000";

    public Task AnswerAsync(Call call, string[] path) =>
        path switch
        {
            ["files", var file] when call.Method == "GET" => SendJsonAsync(call, file),
            ["files", var file, "raw"] when call.Method == "GET" => SendRawAsync(call, file),
            ["tree"] when call.Method == "GET" => SendTreeAsync(call),
            ["commits", var reference] when call.Method == "GET" => SendCommitAsync(call, reference),
            _ => throw GitLabRefusal.NoSuchRoute(),
        };

    private async Task SendRawAsync(Call call, string file)
    {
        var reference = ReferenceOf(call, "HEAD");
        var chunks = repository.Read(file) ?? throw GitLabRefusal.NotFound("File");
        call.Set("X-Gitlab-Commit-Id", repository.CommitId);
        call.Set("X-Gitlab-Last-Commit-Id", repository.CommitId);
        call.Set("X-Gitlab-File-Path", file);
        call.Set("X-Gitlab-Ref", reference);
        call.Begin(StatusCodes.Status200OK, Call.Text);
        foreach (var chunk in chunks)
        {
            await call.WriteAsync(chunk);
        }
    }

    // The content goes out in pieces between the two halves of the JSON text around it.
    private async Task SendJsonAsync(Call call, string file)
    {
        var reference = ReferenceOf(call, null);
        var chunks = repository.Read(file) ?? throw GitLabRefusal.NotFound("File");
        var facts = repository.FactsOf(file);
        var json = new JObject
        {
            ["file_name"] = file[(file.LastIndexOf('/') + 1)..],
            ["file_path"] = file,
            ["size"] = facts.Size,
            ["encoding"] = "base64",
            ["content_sha256"] = facts.Sha256,
            ["ref"] = reference,
            ["blob_id"] = facts.BlobId,
            ["commit_id"] = repository.CommitId,
            ["last_commit_id"] = repository.CommitId,
            ["execute_filemode"] = false,
            ["content"] = ContentPlaceholder,
        }
            .ToString(Formatting.None)
            .Split(JsonConvert.ToString(ContentPlaceholder).Trim('"'));
        call.Begin(StatusCodes.Status200OK, Call.Json);
        await call.WriteAsync(Encoding.UTF8.GetBytes(json[0]));
        foreach (var chunk in chunks)
        {
            await call.WriteAsync(Encoding.ASCII.GetBytes(Convert.ToBase64String(chunk.Span)));
        }

        await call.WriteAsync(Encoding.UTF8.GetBytes(json[1]));
    }

    private Task SendTreeAsync(Call call)
    {
        ReferenceOf(call, TeamRepository.Branch);
        var parameters = Parameters.OfQuery(call);
        var entries =
            repository.List((parameters.Text("path") ?? string.Empty).Trim('/'), parameters.Flag("recursive") ?? false)
            ?? throw GitLabRefusal.NotFound("invalid revision or path");
        return new OffsetPage(call, parameters).ReplyAsync(
            entries,
            entry => new JObject
            {
                ["id"] = entry.IsFolder ? repository.TreeIdOf(entry.Path) : repository.BlobIdOf(entry.Path),
                ["name"] = entry.Name,
                ["type"] = entry.IsFolder ? "tree" : "blob",
                ["path"] = entry.Path,
                ["mode"] = entry.IsFolder ? "040000" : "100644",
            }
        );
    }

    private Task SendCommitAsync(Call call, string reference) =>
        repository.Knows(reference)
            ? call.ReplyAsync(
                StatusCodes.Status200OK,
                new JObject
                {
                    ["id"] = repository.CommitId,
                    ["short_id"] = repository.CommitId[..8],
                    ["title"] = "Update the team",
                    ["message"] = "Update the team",
                    ["parent_ids"] = new JArray(),
                }
            )
            : throw GitLabRefusal.NotFound("Commit");

    private string ReferenceOf(Call call, string? otherwise)
    {
        var reference = call.Parameter("ref") ?? otherwise ?? throw GitLabRefusal.Parameter("ref is missing, ref is empty");
        return repository.Knows(reference) ? reference : throw GitLabRefusal.NotFound(call.Segments[^1] == "tree" ? "Tree" : "Commit");
    }
}
