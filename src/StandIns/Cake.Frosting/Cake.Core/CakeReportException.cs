namespace Cake.Core;

/// <summary>A run failed after it had begun; what had been done is in the report.</summary>
internal sealed class CakeReportException(CakeReport report, Exception failure) : Exception(failure.Message, failure)
{
    public CakeReport Report => report;
}
