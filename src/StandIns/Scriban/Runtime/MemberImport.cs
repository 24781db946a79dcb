using System.Reflection;
using Scriban.Runtime.Accessors;

namespace Scriban.Runtime;

/// <summary>Copies members found by reflection into a script object.</summary>
internal static class MemberImport
{
    public static void ImportInstance(
        IScriptObject script, object obj, ScriptMemberImportFlags flags, MemberFilterDelegate? filter, MemberRenamerDelegate? renamer)
    {
        renamer ??= StandardMemberRenamer.Default;
        var members = MemberTable.For(obj.GetType(), filter, renamer);
        foreach (var (name, member) in members.All)
        {
            if ((member.IsField && flags.HasFlag(ScriptMemberImportFlags.Field)) || (!member.IsField && flags.HasFlag(ScriptMemberImportFlags.Property)))
            {
                script.SetValue(name, member.GetValue(obj), readOnly: false);
            }
        }

        // Seen with the package: of an instance's type the static properties are members, the static methods are not.
        ImportStatics(script, obj.GetType(), flags & ~ScriptMemberImportFlags.Method, filter, renamer);
        if (flags.HasFlag(ScriptMemberImportFlags.MethodInstance))
        {
            ImportMethods(script, obj, obj.GetType(), BindingFlags.Instance, filter, renamer);
        }
    }

    public static void ImportStatics(
        IScriptObject script, Type type, ScriptMemberImportFlags flags, MemberFilterDelegate? filter, MemberRenamerDelegate? renamer)
    {
        const BindingFlags Statics = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        renamer ??= StandardMemberRenamer.Default;
        if (flags.HasFlag(ScriptMemberImportFlags.Field))
        {
            foreach (var field in type.GetFields(Statics).Where(field => MemberTable.IsVisible(field, filter)))
            {
                script.SetValue(renamer(field), field.GetValue(null), readOnly: false);
            }
        }

        if (flags.HasFlag(ScriptMemberImportFlags.Property))
        {
            foreach (var property in type.GetProperties(Statics).Where(property => property.CanRead && MemberTable.IsVisible(property, filter)))
            {
                script.SetValue(renamer(property), property.GetValue(null), readOnly: false);
            }
        }

        if (flags.HasFlag(ScriptMemberImportFlags.Method))
        {
            ImportMethods(script, null, type, BindingFlags.Static, filter, renamer);
        }
    }

    private static void ImportMethods(
        IScriptObject script, object? target, Type type, BindingFlags kind, MemberFilterDelegate? filter, MemberRenamerDelegate renamer)
    {
        foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.DeclaredOnly | kind))
        {
            if (!method.IsSpecialName && !method.IsGenericMethod && MemberTable.IsVisible(method, filter))
            {
                script.SetValue(renamer(method), new MethodFunction(target, method), readOnly: true);
            }
        }
    }
}
