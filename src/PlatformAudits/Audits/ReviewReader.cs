using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.FollowUp.Reading;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking;

namespace PlatformAudits.Audits;

/// <summary>Reads on the audit issue what people have done about the findings.</summary>
/// <param name="waivers">The waivers of every platform.</param>
internal sealed class ReviewReader(IssueTracker tracker, Configuration configuration, Waivers waivers, TimeProvider clock)
{
    /// <summary>Reads it, once the tracker has recalled what stands on the issues.</summary>
    /// <param name="standing">What the last run has left on the issue; null for nothing.</param>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<IssueReview> ReadAsync(EvaluatedAudit evaluated, AuditMemory? standing)
    {
        var found = await tracker.DiscussedAsync();
        var now = clock.GetUtcNow();
        var today = configuration.DayOf(now);
        var last = standing is not null && !(standing.AsOf <= evaluated.Memory?.AsOf) ? standing : evaluated.Memory;
        return new IssueReviews(
            configuration.FollowUp,
            configuration.Settings.Path,
            [.. waivers.Of(evaluated.Report.Platform).Where(waiver => waiver.Expires >= today)]
        ).Of(evaluated.Report, evaluated.Team, last, found, now, today);
    }

    /// <summary>Reads it, or tells why nobody knows.</summary>
    /// <param name="standing">What the last run has left on the issue; null for nothing.</param>
    public async Task<IssueReview> TryReadAsync(EvaluatedAudit evaluated, AuditMemory? standing)
    {
        try
        {
            return evaluated.WhyNotRecalled is { } unknown ? NotKnown(unknown) : await ReadAsync(evaluated, standing);
        }
        catch (AuditException failure)
        {
            return NotKnown(failure.Message);
        }

        IssueReview NotKnown(string why) => IssueReview.NotKnown(evaluated.Report, clock.GetUtcNow(), why);
    }
}
