using Scriban.Parsing;

namespace Scriban.Syntax;

/// <summary><c>target.member</c> or <c>target?.member</c>.</summary>
internal sealed class ScriptMemberExpression(ScriptExpression target, string member, SourceSpan memberSpan, bool isConditional)
    : ScriptExpression, IAssignable
{
    public bool IsConditional => isConditional;

    public override string ToString() => $"{target}{(isConditional ? "?." : ".")}{member}";

    public override object? Evaluate(TemplateContext context)
    {
        var owner = context.Evaluate(target);
        if (owner is null)
        {
            return isConditional || context.EnableRelaxedTargetAccess
                ? null
                : throw new ScriptRuntimeException(memberSpan, $"Cannot get the member {this} for a null object.");
        }

        try
        {
            if (context.Accessors.For(owner).TryGetMember(context, memberSpan, owner, member, out var value)
                || (context.TryGetMember is { } hook && hook(context, memberSpan, owner, member, out value)))
            {
                return value;
            }
        }
        catch (Exception exception) when (exception is not ScriptRuntimeException)
        {
            throw new ScriptRuntimeException(Span, $"Unexpected exception while accessing target expression: {exception.Message}", exception);
        }

        return context.EnableRelaxedMemberAccess
            ? null
            : throw new ScriptRuntimeException(memberSpan, $"Cannot get member with name {member}.");
    }

    void IAssignable.Assign(TemplateContext context, object? value)
    {
        var owner = context.Evaluate(target)
            ?? throw new ScriptRuntimeException(memberSpan, $"Object `{target}` is null. Cannot access member: {this}");
        if (!context.Accessors.For(owner).TrySetMember(context, memberSpan, owner, member, value))
        {
            throw new ScriptRuntimeException(memberSpan, $"Cannot set a value for the readonly member: {this}");
        }
    }
}
