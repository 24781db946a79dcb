using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using NUnit.Framework;

namespace PlatformAudits.Tests.Reporting;

/// <summary>The test report that an audit has written.</summary>
internal static class TestReport
{
    /// <summary>The cases, after the whole file has been held against the schema and each suite's figures against its cases.</summary>
    public static List<XElement> CasesOf(SandboxedAudit audit)
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(null, Path.Combine(Repository.Root, "tests", "PlatformAudits.Tests", "Reporting", "junit.xsd"));
        using var reader = XmlReader.Create(
            audit.Output("junit.xml"),
            new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas }
        );
        var report = XDocument.Load(reader);
        foreach (var suite in report.Root!.Elements("testsuite"))
        {
            Assert.That(
                new[] { "tests", "failures", "errors", "skipped" }.Select(name => (int)suite.Attribute(name)!),
                Is.EqualTo(
                    new[]
                    {
                        suite.Elements().Count(),
                        suite.Descendants("failure").Count(),
                        suite.Descendants("error").Count(),
                        suite.Descendants("skipped").Count(),
                    }
                ),
                (string?)suite.Attribute("name")
            );
        }

        return [.. report.Descendants("testcase")];
    }
}
