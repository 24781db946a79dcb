using Newtonsoft.Json;

namespace GitLabApiClient.Models.Issues.Responses;

/// <summary>Estimated and spent time, in seconds and as GitLab words it.</summary>
public class IssueTimeStatistic
{
    [JsonProperty("time_estimate")]
    public int TimeEstimate { get; set; }

    [JsonProperty("total_time_spent")]
    public int TotalTimeSpent { get; set; }

    [JsonProperty("human_time_estimate")]
    public string HumanTimeEstimate { get; set; }

    [JsonProperty("human_total_time_spent")]
    public string HumanTotalTimeSpent { get; set; }
}
