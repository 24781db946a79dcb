using CsvHelper;
using PlatformAudits.Foundation;

namespace PlatformAudits.Reporting;

/// <summary>
/// A table as a CSV file (RFC 4180) in UTF-8. It begins with a byte order mark, without which Excel takes it for another encoding.
/// </summary>
/// <param name="Columns">The columns in their order: the name, and the text of a row, null where nobody knows.</param>
internal sealed record CsvTable<T>(params IReadOnlyList<(string Name, Func<T, string?> TextOf)> Columns)
{
    private static readonly CsvWriterOptions Options = new() { WriteByteOrderMark = true, Quoting = CsvQuoting.WhenNeededOrWhitespace };

    /// <summary>Writes the file in one step, row by row.</summary>
    /// <exception cref="AuditException">It can't be written.</exception>
    public void Write(IEnumerable<T> rows, string path) =>
        AtomicFile.Write(
            path,
            file =>
            {
                using var csv = CsvWriter.Create(file, Options, leaveOpen: true);
                csv.WriteHeader([.. Columns.Select(column => column.Name)]);
                foreach (var row in rows)
                {
                    foreach (var (_, textOf) in Columns)
                    {
                        csv.WriteField(CsvEncoder.Encode(textOf(row)));
                    }

                    csv.EndRecord();
                }
            }
        );
}
