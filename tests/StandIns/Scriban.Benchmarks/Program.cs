using System.Globalization;
using System.Runtime.InteropServices;
using Scriban;
using Scriban.Benchmarks;
using Scriban.Runtime;

const string Row = "| {{ for.index + 1 }} | {{ row.name | string.replace '|' '/' }} | {{ if row.ok }}yes{{ else }}no{{ end }} |\n";
const string Table = "{{~ for row in rows ~}}\n" + Row + "{{~ end ~}}\n";
const int MegaByte = 1 << 20;

// A unit may take this much longer in the largest run than in the smallest before the work counts as more than linear.
const double Tolerance = 1.5;

Console.WriteLine($"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, .NET {Environment.Version}; the shortest of 5 runs");
Console.WriteLine();
Console.WriteLine("| work | units | milliseconds | nanoseconds a unit | allocated, MB | output, MB | allocated for each byte of output |");
Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");

var isLinear = Measure("characters parsed", [MegaByte / 4, MegaByte / 2, MegaByte], size =>
{
    var text = string.Concat(Enumerable.Repeat(Table, size / Table.Length));
    return (text.Length, () => Template.Parse(text).HasErrors ? throw new InvalidOperationException("The template has errors.") : "");
});
isLinear &= Measure("turns of a loop", [25_000, 50_000, 100_000], turns =>
{
    var template = Template.Parse(Table);
    var rows = new ScriptArray(Enumerable.Range(0, turns).Select(i => new ScriptObject { ["name"] = "n|" + i.ToString(CultureInfo.InvariantCulture), ["ok"] = i % 2 == 0 }));
    return (turns, () =>
    {
        var context = new TemplateContext { LoopLimit = 0, LimitToString = 0 };
        context.PushGlobal(new ScriptObject { ["rows"] = rows });
        return template.Render(context);
    }
    );
});

Console.WriteLine();
Console.WriteLine(isLinear ? "Kept: time and memory for a unit do not grow." : "Not kept: time or memory for a unit grows.");
return isLinear ? 0 : 1;

static bool Measure(string name, int[] sizes, Func<int, (int Units, Func<string> Work)> prepare)
{
    var measured = new List<Measurement>();
    foreach (var size in sizes)
    {
        var (units, work) = prepare(size);
        if (measured.Count == 0)
        {
            Measurement.Of(units, work);
        }

        var one = Measurement.Of(units, work);
        measured.Add(one);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {one.Units:N0} | {one.Seconds * 1e3:0} | {one.NanosecondsAUnit:0} | {one.AllocatedBytes / 1e6:0.0} | {one.OutputBytes / 1e6:0.0} | {one.AllocatedForOutput:0.0} |"));
    }

    return measured[^1].NanosecondsAUnit <= Tolerance * measured[0].NanosecondsAUnit
        && measured[^1].AllocatedBytes / measured[^1].Units <= Tolerance * measured[0].AllocatedBytes / measured[0].Units;
}
