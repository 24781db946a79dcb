namespace Scriban.Tests.Golden;

/// <summary>What came out of a template: text, or an error of a phase.</summary>
internal sealed record Outcome(string? Text, string? ErrorPhase, string? ErrorMessage)
{
    private const string RefusalPhrase = "Not covered by the stand-in";

    public bool IsRefusal => ErrorMessage?.Contains(RefusalPhrase, StringComparison.Ordinal) is true;

    public static Outcome ExpectedOf(Vector vector) => new(vector.Expected, vector.ErrorPhase, vector.ErrorMessage);

    public static Outcome Of(Vector vector)
    {
        var template = Template.Parse(vector.Template, (string?)vector.Options["source_path"]);
        if (template.HasErrors)
        {
            return new Outcome(null, "parse", string.Join("\n", template.Messages));
        }

        try
        {
            return new Outcome(template.Render(VectorContext.Build(vector)), null, null);
        }
        catch (Scriban.Syntax.ScriptRuntimeException exception)
        {
            return new Outcome(null, "render", exception.Message);
        }
    }
}
