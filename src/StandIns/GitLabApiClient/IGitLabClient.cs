namespace GitLabApiClient;

/// <summary>A GitLab instance, as far as the stand-in covers it.</summary>
public interface IGitLabClient
{
    IIssuesClient Issues { get; }

    /// <summary>The base address of the API, which ends in <c>/api/v4/</c>.</summary>
    string HostUrl { get; }
}
