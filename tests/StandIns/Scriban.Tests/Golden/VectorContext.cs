using System.Globalization;

namespace Scriban.Tests.Golden;

/// <summary>The context of a vector, with its options.</summary>
internal static class VectorContext
{
    public static TemplateContext Build(Vector vector)
    {
        var context = new TemplateContext();
        var options = vector.Options;
        context.StrictVariables = (bool?)options["strict_variables"] ?? context.StrictVariables;
        context.LoopLimit = (int?)options["loop_limit"] ?? context.LoopLimit;
        context.RecursiveLimit = (int?)options["recursive_limit"] ?? context.RecursiveLimit;
        context.LimitToString = (int?)options["limit_to_string"] ?? context.LimitToString;
        context.NewLine = (string?)options["newline"] ?? context.NewLine;
        context.AutoIndent = (bool?)options["auto_indent"] ?? context.AutoIndent;
        context.EnableRelaxedMemberAccess = (bool?)options["enable_relaxed_member_access"] ?? context.EnableRelaxedMemberAccess;
        context.EnableRelaxedTargetAccess = (bool?)options["enable_relaxed_target_access"] ?? context.EnableRelaxedTargetAccess;
        context.EnableRelaxedIndexerAccess = (bool?)options["enable_relaxed_indexer_access"] ?? context.EnableRelaxedIndexerAccess;
        context.EnableRelaxedFunctionAccess = (bool?)options["enable_relaxed_function_access"] ?? context.EnableRelaxedFunctionAccess;
        if ((string?)options["culture"] is { } culture)
        {
            context.PushCulture(CultureInfo.GetCultureInfo(culture));
        }

        if (vector.Includes is { } includes)
        {
            context.TemplateLoader = new DictionaryLoader(includes);
        }

        var renamer = VectorModel.RenamerOf(vector);
        if (renamer is not null)
        {
            context.MemberRenamer = renamer;
        }

        context.PushGlobal(VectorModel.Build(vector, renamer));
        return context;
    }
}
