using Cake.Frosting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Audits 1Password.</summary>
[TaskName("OnePassword")]
[TaskDescription("Compares the team's groups in 1Password with the team file and keeps the audit issue.")]
public sealed class OnePassword : AuditTask
{
    public override string Platform => "1password";

    public override string? ImageInput => "onepassword_image";

    public override IReadOnlyList<string> ShownVariables => ["OP_SCIM_URL"];
}
