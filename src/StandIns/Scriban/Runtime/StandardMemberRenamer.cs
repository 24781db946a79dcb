using System.Reflection;
using System.Text;

namespace Scriban.Runtime;

/// <summary>ProjectName becomes project_name. A run of capitals is not split: HTMLBody becomes htmlbody.</summary>
public sealed class StandardMemberRenamer
{
    public static readonly MemberRenamerDelegate Default = Rename;

    public static string Rename(MemberInfo member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return Rename(member.Name);
    }

    public static string Rename(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var renamed = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1]))
            {
                renamed.Append('_');
            }

            renamed.Append(char.ToLowerInvariant(name[i]));
        }

        return renamed.ToString();
    }
}
