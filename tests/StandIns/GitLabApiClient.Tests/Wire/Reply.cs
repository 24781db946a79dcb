namespace GitLabApiClient.Tests.Wire;

/// <summary>What the server answers: by default status 200 and no header of its own.</summary>
public sealed record Reply(string Body, int Status = 200, string? Header = null, string? HeaderValue = null);
