using System.Text;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using PlatformAudits.Sandbox.GitLab;

namespace PlatformAudits.Sandbox.Http;

/// <summary>
/// Lets a program outside look into the sandbox, at <c>/sandbox</c>, and act there as people and time would. These requests
/// are not logged and need no credential.
/// </summary>
internal sealed class Inspection(SandboxServer server)
{
    public const string Prefix = "sandbox";

    public Task AnswerAsync(Call call) =>
        (call.Method, string.Join('/', call.Segments)) switch
        {
            ("GET", "requests") => WriteRequestsAsync(call),
            ("GET", "planted") => call.ReplyAsync(StatusCodes.Status200OK, Call.Json, server.PlantedJson()),
            ("GET", "audits.yaml") => call.ReplyAsync(StatusCodes.Status200OK, "application/yaml", server.SettingsYaml),
            ("POST", _) => new GitLabControls(server.GitLab).AnswerAsync(call),
            _ => call.ReplyAsync(
                StatusCodes.Status404NotFound,
                Call.Text,
                $"GET /sandbox/requests, /sandbox/planted or /sandbox/audits.yaml. {GitLabControls.Usage}\n"
            ),
        };

    private async Task WriteRequestsAsync(Call call)
    {
        call.Begin(StatusCodes.Status200OK, Call.Json);
        var before = "[";
        foreach (var request in server.Requests.All)
        {
            await call.WriteAsync(Encoding.UTF8.GetBytes(before + JsonConvert.SerializeObject(request)));
            before = ",\n";
        }

        await call.WriteAsync(before == "[" ? "[]"u8.ToArray() : "]"u8.ToArray());
    }
}
