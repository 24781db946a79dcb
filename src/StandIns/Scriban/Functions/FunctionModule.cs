using Scriban.Runtime;

namespace Scriban.Functions;

/// <summary>The functions of a name such as <c>string</c>. In which order the package prints them is left out.</summary>
internal class FunctionModule : ScriptObject
{
    public override string ToString(string? format, IFormatProvider? formatProvider) => formatProvider is TemplateContext context
        ? throw Parsing.NotCovered.At(context.CurrentSpan, "printing the functions of a module")
        : base.ToString(format, formatProvider);

    public override IScriptObject Clone(bool deep)
    {
        var clone = new FunctionModule();
        CopyTo(clone);
        return clone;
    }
}
