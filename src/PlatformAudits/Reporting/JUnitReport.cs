using System.Globalization;
using System.Text;
using System.Xml;
using PlatformAudits.Checking;
using PlatformAudits.Platforms;

namespace PlatformAudits.Reporting;

/// <summary>
/// Writes <c>junit.xml</c> for GitLab's test report: one case a check and subject; a finding is a failure, a waived one is skipped, and what could not be
/// evaluated is an error (docs.gitlab.com/ci/testing/unit_test_reports).
/// </summary>
public static class JUnitReport
{
    /// <summary>Writes the file in one step.</summary>
    /// <param name="report">The report.</param>
    /// <param name="platform">The platform.</param>
    /// <param name="comparison">What the checks are asked about again, case by case; null when there is none.</param>
    /// <param name="path">The file.</param>
    public static void Write(AuditReport report, Platform platform, Comparison? comparison, string path)
    {
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) };
        using (var xml = XmlWriter.Create(path + ".tmp", settings))
        {
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
                WriteChecks(xml, report, platform, comparison!);
            }

            xml.WriteEndElement();
        }

        File.Move(path + ".tmp", path, overwrite: true);
    }

    private static void WriteChecks(XmlWriter xml, AuditReport report, Platform platform, Comparison comparison)
    {
        var waived = report.Waived.ToDictionary(w => w.Finding.Key, w => w.Waiver);
        foreach (var (check, summary) in platform.Checks().Zip(report.Checks))
        {
            WriteSuite(xml, $"{report.Title}: {check.Title}", summary.Subjects, summary.Findings, errors: 0, summary.Waived);
            foreach (var (subject, label, finding) in check.Evaluate(comparison))
            {
                var result = finding is null ? default((string, string)?)
                    : waived.TryGetValue(finding.Key, out var waiver) ? ("skipped", $"Waived until {waiver.Expires:yyyy-MM-dd} by {waiver.Owner}: {waiver.Reason}")
                    : ("failure", $"{finding.Text} {finding.Remedy}");
                WriteCase(xml, $"{report.Platform}.{check.Id}", $"{label} [{subject}]", result);
            }

            xml.WriteEndElement();
        }
    }

    private static void WriteSuite(XmlWriter xml, string name, int tests, int failures, int errors, int skipped)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", InertXml.Of(name));
        foreach (var (attribute, value) in new[] { ("tests", tests), ("failures", failures), ("errors", errors), ("skipped", skipped) })
        {
            xml.WriteAttributeString(attribute, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteCase(XmlWriter xml, string className, string name, (string Element, string Message)? result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", InertXml.Of(className));
        xml.WriteAttributeString("name", InertXml.Of(name));
        if (result is var (element, message))
        {
            xml.WriteStartElement(element);
            xml.WriteAttributeString("message", InertXml.Of(message));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
