using System.Globalization;
using System.Text;
using System.Xml;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;

namespace PlatformAudits.Reporting;

/// <summary>
/// Writes <c>junit.xml</c> for GitLab's test report: one case a check and subject; a finding is a failure, a waived one is skipped, and
/// what could not be evaluated is an error. GitLab shows it to whoever may see the pipeline, which may be everybody, whoever may download
/// the file; so a case is told by the digits of its key alone, unless names are asked for. GitLab shows an element's content, not its
/// message; knows a case by class and name, and takes no file of 30 MB or more and no more than 500,000 cases
/// (docs.gitlab.com/ci/testing/unit_test_reports). Where a file would become larger, the cases without a finding are put into one a check,
/// and findings are left out last.
/// </summary>
internal static class JUnitReport
{
    private const long ByteLimit = 25_000_000;
    private const int CaseLimit = 400_000;

    /// <summary>Markup of a case: the tags, their attributes' names, indent.</summary>
    private const int MarkupOfCase = 160;

    private const string WhereItIs = "The issue has the rest below the id that this name begins with.";

    /// <summary>Writes the file in one step.</summary>
    /// <param name="comparison">What the checks are asked about again, case by case; null when there is none.</param>
    /// <param name="hasNames">Whether it holds names, addresses and the words of findings.</param>
    /// <exception cref="AuditException">It can't be written.</exception>
    public static void Write(AuditReport report, Platform platform, Comparison? comparison, string path, bool hasNames)
    {
        var settings = new XmlWriterSettings
        {
            Indent = true,
            NewLineChars = "\n",
            Encoding = new UTF8Encoding(false),
        };
        AtomicFile.Write(
            path,
            file =>
            {
                using var xml = XmlWriter.Create(file, settings);
                xml.WriteStartElement("testsuites");
                if (report.Verdict == Verdict.NotEvaluated)
                {
                    WriteSuite(xml, report.Title, tests: report.Reasons.Count, failures: 0, errors: report.Reasons.Count, skipped: 0);
                    for (var i = 0; i < report.Reasons.Count; i++)
                    {
                        WriteCase(xml, report.Platform, $"the platform can be evaluated ({i + 1})", ("error", report.Reasons[i]));
                    }

                    xml.WriteEndElement();
                }
                else
                {
                    WriteChecks(xml, report, platform, comparison!, hasNames);
                }

                xml.WriteEndElement();
            }
        );
    }

    private static void WriteChecks(XmlWriter xml, AuditReport report, Platform platform, Comparison comparison, bool hasNames)
    {
        var waived = report.Waived.ToDictionary(w => w.Finding.Key, w => w.Waiver);
        var checks = platform.Checks();
        var titles = report.Checks.ToDictionary(c => c.Id, c => c.Text.Title, StringComparer.Ordinal);
        var isWhole = report.Checks.Sum(c => c.Subjects) <= CaseLimit && checks.Sum(check => Cases(check).Sum(Cost)) <= ByteLimit;
        var room = ByteLimit;
        foreach (var (check, summary) in checks.Zip(report.Checks))
        {
            // What is left out has to be known before the suite's figures are written.
            var (shown, leftOut) = isWhole ? (Cases(check), 0) : Fitting(check, ref room);
            var inOrder = summary.Subjects - summary.Findings - summary.Waived;
            var failures = summary.Findings + summary.Waived - leftOut;
            WriteSuite(
                xml,
                $"{report.Title}: {summary.Text.Title}",
                isWhole ? summary.Subjects : failures + 1 + (leftOut > 0 ? 1 : 0),
                isWhole ? summary.Findings : shown.Count(c => c.Result?.Element == "failure") + (leftOut > 0 ? 1 : 0),
                errors: 0,
                isWhole ? summary.Waived : shown.Count(c => c.Result?.Element == "skipped")
            );
            foreach (var (name, result) in shown)
            {
                WriteCase(xml, $"{report.Platform}.{check.Id}", name, result);
            }

            if (!isWhole)
            {
                WriteCase(xml, $"{report.Platform}.{check.Id}", $"{Sentence.Count(inOrder, "subject")} without a finding", null);
            }

            if (leftOut > 0)
            {
                WriteCase(
                    xml,
                    $"{report.Platform}.{check.Id}",
                    $"{Sentence.Count(leftOut, "more subject")} with a finding",
                    ("failure", $"{Sentence.Count(leftOut, "finding")} did not fit into this file. They are in report.json.")
                );
            }

            xml.WriteEndElement();
        }

        IEnumerable<(string Name, (string Element, string Message)? Result)> Cases(Check check) =>
            check
                .Evaluate(comparison)
                .Select(outcome =>
                    hasNames
                        ? (
                            $"{outcome.Label} [{outcome.Subject}]",
                            ResultOf(
                                outcome,
                                waiver => $"Waived until {waiver.Expires:yyyy-MM-dd} by {waiver.Owner}: {waiver.Reason}",
                                finding => $"{finding.Text} {report.RemedyOf(finding)}"
                            )
                        )
                        : (
                            $"F{new FindingKey(check.Id, outcome.Subject).Digits}",
                            ResultOf(
                                outcome,
                                waiver => $"Waived until {waiver.Expires:yyyy-MM-dd}. {WhereItIs}",
                                _ =>
                                    $"This does not hold: {char.ToLowerInvariant(titles[check.Id][0])}{titles[check.Id][1..]}. {WhereItIs}"
                            )
                        )
                );

        (string Element, string Message)? ResultOf(CheckResult outcome, Func<Waiver, string> ofWaiver, Func<Finding, string> ofFinding) =>
            outcome.Finding is not { } finding ? null
            : waived.TryGetValue(finding.Key, out var waiver) ? ("skipped", ofWaiver(waiver))
            : ("failure", ofFinding(finding));

        (IEnumerable<(string Name, (string Element, string Message)? Result)> Shown, int LeftOut) Fitting(Check check, ref long left)
        {
            var shown = new List<(string Name, (string Element, string Message)? Result)>();
            var leftOut = 0;
            foreach (var one in Cases(check).Where(c => c.Result is not null))
            {
                var cost = Cost(one);
                if (leftOut == 0 && cost <= left)
                {
                    left -= cost;
                    shown.Add(one);
                }
                else
                {
                    leftOut++;
                }
            }

            return (shown, leftOut);
        }
    }

    /// <summary>
    /// The bytes of a case, at the most: a message stands there twice, and a character becomes six bytes where it has to be escaped.
    /// </summary>
    private static long Cost((string Name, (string Element, string Message)? Result) one) =>
        MarkupOfCase + Bytes(one.Name) + (2 * Bytes(one.Result?.Message ?? ""));

    private static long Bytes(string text) =>
        Encoding.UTF8.GetByteCount(text) + (5L * text.Count(c => c is '<' or '>' or '&' or '"' or '\n' or '\r' or '\t'));

    private static void WriteSuite(XmlWriter xml, string name, int tests, int failures, int errors, int skipped)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", XmlEncoder.Encode(name));
        foreach (var (attribute, value) in new[] { ("tests", tests), ("failures", failures), ("errors", errors), ("skipped", skipped) })
        {
            xml.WriteAttributeString(attribute, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteCase(XmlWriter xml, string className, string name, (string Element, string Message)? result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", XmlEncoder.Encode(className));
        xml.WriteAttributeString("name", XmlEncoder.Encode(name));
        if (result is var (element, message))
        {
            xml.WriteStartElement(element);
            xml.WriteAttributeString("message", XmlEncoder.Encode(message));
            xml.WriteString(XmlEncoder.Encode(message));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
