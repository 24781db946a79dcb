using Cake.Frosting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Lists what can be run.</summary>
[TaskName("Default")]
[TaskDescription("Lists every target with the command that runs it.")]
public sealed class Default : FrostingTask<AuditContext>
{
    public override void Run(AuditContext context)
    {
        var lines = Target
            .All.Select(t => ($"./build.sh --target={t.Name}", t.Description))
            .Append(("", ""))
            .Concat(Argument.All.Select(a => ($"  --{a.Name}{(a.Value is null ? "" : $"={a.Value}")}", a.Meaning)))
            .ToList();
        var width = lines.Max(l => l.Item1.Length);
        foreach (var (left, right) in lines)
        {
            Console.WriteLine($"{left.PadRight(width)}  {right}".TrimEnd());
        }
    }
}
