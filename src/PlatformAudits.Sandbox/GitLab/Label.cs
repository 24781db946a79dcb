using Newtonsoft.Json.Linq;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>A label that issues of a project can carry.</summary>
/// <param name="Name">Its name; with <c>::</c> it excludes others of the same scope.</param>
/// <param name="Color">Its colour as <c>#6699cc</c>.</param>
/// <param name="Description">What it means, or null.</param>
public sealed record Label(long Id, string Name, string Color, string? Description)
{
    /// <summary>The part before the last <c>::</c>, or null.</summary>
    internal static string? ScopeOf(string name) =>
        name.LastIndexOf("::", StringComparison.Ordinal) is > 0 and var end ? name[..end] : null;

    internal JObject ToJson() =>
        new()
        {
            ["id"] = Id,
            ["name"] = Name,
            ["description"] = Description,
            ["description_html"] = Description ?? string.Empty,
            ["text_color"] = "#FFFFFF",
            ["color"] = Color,
            ["archived"] = false,
            ["subscribed"] = false,
            ["priority"] = null,
            ["is_project_label"] = true,
        };
}
