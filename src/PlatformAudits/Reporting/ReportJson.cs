using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Reporting;

/// <summary>
/// Writes <c>report.json</c>; its schema is <c>docs/report.schema.json</c>. The same report always gives the same bytes.
/// </summary>
internal static class ReportJson
{
    /// <summary>Writes the file in one step.</summary>
    /// <exception cref="AuditException">It can't be written.</exception>
    public static void Write(AuditReport report, string path) =>
        AtomicFile.Write(
            path,
            file =>
            {
                using var text = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
                using var json = new JsonTextWriter(text)
                {
                    Formatting = Formatting.Indented,
                    Culture = CultureInfo.InvariantCulture,
                    CloseOutput = false,
                };
                Write(report, json);
                text.WriteLine();
            }
        );

    private static void Write(AuditReport report, JsonTextWriter json)
    {
        json.WriteStartObject();
        Property(json, "schema", AuditReport.SchemaVersion);
        Property(json, "platform", report.Platform);
        Property(json, "period", report.Period.ToString());
        Property(json, "asOf", report.AsOf.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        Property(json, "verdict", KebabCase.Of(report.Verdict.ToString()));
        List(json, "reasons", report.Reasons, reason => json.WriteValue(reason));
        List(json, "notices", report.Notices, notice => json.WriteValue(notice));
        List(json, "switchedOff", report.SwitchedOff, check => json.WriteValue(check));
        json.WritePropertyName("population");
        json.WriteStartObject();
        foreach (var count in report.Population)
        {
            Property(json, count.What, count.Count);
        }

        json.WriteEndObject();
        Property(json, "accounts", report.Accounts);
        List(
            json,
            "lists",
            report.Manifest.Lists,
            list =>
                Record(
                    json,
                    ("system", list.System),
                    ("list", list.List),
                    ("what", list.What),
                    ("reading", list.Reading),
                    ("pages", list.Pages),
                    ("closed", list.IsClosed),
                    ("rows", list.Rows),
                    ("ids", list.Ids),
                    ("total", report.TotalOf(list).Total),
                    ("drift", report.TotalOf(list).Drift)
                )
        );
        List(
            json,
            "credentials",
            report.Manifest.Systems,
            system =>
                Record(json, ("system", system.Name), ("variable", system.CredentialVariable), ("identity", system.CredentialIdentity))
        );
        List(
            json,
            "completeness",
            report.Completeness,
            assertion => Record(json, ("statement", assertion.Statement), ("holds", assertion.Holds), ("figures", assertion.Figures))
        );
        List(
            json,
            "checks",
            report.Checks,
            check =>
                Record(
                    json,
                    ("id", check.Id),
                    ("title", check.Text.Title),
                    ("severity", KebabCase.Of(check.Severity.ToString())),
                    ("subjects", check.Subjects),
                    ("findings", check.Findings),
                    ("waived", check.Waived),
                    ("before", check.Before)
                )
        );
        List(json, "findings", report.Findings, finding => Record(json, FieldsOf(finding, report)));
        List(
            json,
            "waived",
            report.Waived,
            waived =>
                Record(
                    json,
                    [
                        .. FieldsOf(waived.Finding, report),
                        ("reason", waived.Waiver.Reason),
                        ("owner", waived.Waiver.Owner),
                        ("expires", waived.Waiver.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                        ("link", waived.Waiver.Link),
                    ]
                )
        );
        List(
            json,
            "waiverRemarks",
            report.WaiverWarnings,
            remark =>
                Record(
                    json,
                    ("state", KebabCase.Of(remark.State.ToString())),
                    ("withinDays", remark.WithinDays),
                    ("line", remark.Waiver.Line),
                    ("check", remark.Waiver.Key.Check),
                    ("account", remark.Waiver.Key.Subject),
                    ("owner", remark.Waiver.Owner),
                    ("expires", remark.Waiver.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                    ("link", remark.Waiver.Link),
                    ("text", remark.Text)
                )
        );
        json.WritePropertyName("previous");
        if (report.Since is { } since)
        {
            Record(
                json,
                ("period", since.Period.ToString()),
                ("findings", since.Findings),
                ("waived", since.Waived),
                ("new", since.New),
                ("gone", since.Gone)
            );
        }
        else
        {
            json.WriteNull();
        }

        json.WritePropertyName("snapshot");
        Record(
            json,
            ("tool", report.Manifest.Tool),
            ("requests", report.Manifest.Totals.Requests),
            ("rows", report.Manifest.Totals.Rows),
            ("bytesReceived", report.Manifest.Totals.BytesReceived),
            ("seal", report.Manifest.Seal),
            ("signature", report.Manifest.SigningKey ?? "unsigned"),
            ("previousSeal", report.Manifest.PreviousSeal),
            ("team", report.Manifest.Team)
        );
        json.WriteEndObject();
    }

    private static (string Name, object? Value)[] FieldsOf(Finding finding, AuditReport report) =>
        [
            ("key", finding.Key.ToString()),
            ("check", finding.Key.Check),
            ("severity", KebabCase.Of(report.SeverityOf(finding).ToString())),
            ("account", finding.Key.Subject),
            ("teammate", finding.Teammate?.Email),
            ("text", finding.Text),
            ("remedy", report.RemedyOf(finding)),
        ];

    private static void Property(JsonTextWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        json.WriteValue(value);
    }

    private static void Record(JsonTextWriter json, params (string Name, object? Value)[] fields)
    {
        json.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            Property(json, name, value);
        }

        json.WriteEndObject();
    }

    private static void List<T>(JsonTextWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WritePropertyName(name);
        json.WriteStartArray();
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }
}
