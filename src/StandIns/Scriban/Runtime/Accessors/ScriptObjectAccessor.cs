using Scriban.Parsing;

namespace Scriban.Runtime.Accessors;

/// <summary>The members of a script object.</summary>
internal sealed class ScriptObjectAccessor : ObjectAccessor
{
    public override IEnumerable<string> GetMembers(object target) => ((IScriptObject)target).GetMembers();

    public override bool TryGetMember(TemplateContext context, SourceSpan span, object target, string member, out object? value) =>
        ((IScriptObject)target).TryGetValue(context, span, member, out value);

    public override bool TrySetMember(TemplateContext context, SourceSpan span, object target, string member, object? value) =>
        ((IScriptObject)target).TrySetValue(context, span, member, value, readOnly: false);
}
