using System.Diagnostics;
using System.Xml.Linq;
using NUnit.Framework;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox;

namespace PlatformAudits.Tests.Reporting;

/// <summary>The CSV files in LibreOffice, where it is installed; <c>SOFFICE</c> names it where it is not on the PATH.</summary>
public sealed class SpreadsheetTests
{
    private const int Comma = 44;
    private const int Semicolon = 59;

    private static readonly XNamespace Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";

    private static string? Office =>
        Environment.GetEnvironmentVariable("SOFFICE")
        ?? Environment
            .GetEnvironmentVariable("PATH")!
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "soffice"))
            .FirstOrDefault(File.Exists);

    [Test]
    public async Task The_files_open_with_all_their_rows_and_without_a_formula()
    {
        EnsureInstalled();
        await using var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions
            {
                Size = 150,
                DisplayNames = [.. HostileNames.Pieces.Select(name => name.Replace("\ud800", "x", StringComparison.Ordinal))],
            },
            "zendesk-global"
        );
        await audit.RunAsync();
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "accounts.csv", "findings.csv", "changes.csv" })
        {
            var sheet = Open(audit.Output(name), folder, Comma);
            Assert.That(RowsOf(sheet), Is.EqualTo(new CsvFile(audit.Output(name)).Cells.Count + 1), name);
            Assert.That(FormulasOf(sheet), Is.Empty, name);
        }
    }

    [Test]
    public void No_hostile_name_is_a_formula_whatever_separates_the_cells([Values(Comma, Semicolon, (int)'\t')] int separator)
    {
        EnsureInstalled();
        using var folder = new TemporaryFolder();
        string[] names = [.. CsvEncoderTests.Formulas, .. HostileNames.Pieces];
        File.WriteAllText(folder.File("plain.csv"), string.Concat(CsvEncoderTests.Formulas.Select(name => $"{name}\r\n")));
        new CsvTable<string>(("name", name => name), ("behind", name => $"x;{name};{name}")).Write(names, folder.File("names.csv"));
        Assert.Multiple(() =>
        {
            Assert.That(FormulasOf(Open(folder.File("plain.csv"), folder, separator)), Is.Not.Empty, "else the test proves nothing");
            Assert.That(FormulasOf(Open(folder.File("names.csv"), folder, separator)), Is.Empty);
        });
    }

    private static void EnsureInstalled()
    {
        if (Office is null)
        {
            Assert.Ignore("LibreOffice (soffice) is not installed.");
        }
    }

    /// <summary>The first sheet of what LibreOffice makes of a file, with all that it might take for something else than text.</summary>
    private static XElement Open(string path, TemporaryFolder folder, int separator)
    {
        using var office = Process.Start(
            new ProcessStartInfo(Office!)
            {
                ArgumentList =
                {
                    "--headless",
                    $"-env:UserInstallation=file://{folder.File("profile")}",
                    $"--infilter=CSV:{separator},34,76,1,,0,false,true,false,false,false,0,true",
                    "--convert-to",
                    "fods",
                    "--outdir",
                    folder.File("sheets"),
                    path,
                },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var said = office.StandardError.ReadToEndAsync();
        office.StandardOutput.ReadToEnd();
        office.WaitForExit();
        var sheet = Path.Combine(folder.File("sheets"), Path.ChangeExtension(Path.GetFileName(path), "fods"));
        Assert.That(sheet, Does.Exist, said.Result);
        return XDocument.Load(sheet).Descendants(Table + "table").First();
    }

    private static int RowsOf(XElement sheet) =>
        sheet
            .Elements(Table + "table-row")
            .Where(row => row.Elements(Table + "table-cell").Any(cell => cell.HasElements))
            .Sum(row => (int?)row.Attribute(Table + "number-rows-repeated") ?? 1);

    private static IEnumerable<string> FormulasOf(XElement sheet) =>
        sheet.Descendants(Table + "table-cell").Attributes(Table + "formula").Select(formula => formula.Value);
}
