namespace GitLabApiClient.Tests.Wire;

/// <summary>Answers of GitLab. The records within an issue are passed over by the stand-in and read by the package.</summary>
internal static class Json
{
    public const string Issue = """
        {"id":84000001,"iid":7,"project_id":3,"title":"T","state":"opened","labels":["a","b::c"],"weight":null,
         "created_at":"2026-01-02T03:04:05.678Z","updated_at":"2026-01-03T03:04:05.678Z","closed_at":null,
         "assignees":[{"id":5,"username":"bob"}],"author":{"id":1,"username":"me"},"confidential":true,
         "closed_by":{"id":1,"username":"me","name":"M. E.","state":"active","web_url":"http://gitlab.example/me",
                      "avatar_url":"http://gitlab.example/me.png"},
         "task_completion_status":{"count":3,"completed_count":1}}
        """;
}
