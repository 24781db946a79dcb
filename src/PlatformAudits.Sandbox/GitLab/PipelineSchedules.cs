namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// The pipeline schedules of a project. Tests change them as people would; the API goes the same way. Safe to use from several threads.
/// </summary>
public sealed class PipelineSchedules
{
    private const long FirstId = 2_400_001;

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly SortedDictionary<long, PipelineSchedule> _schedules = [];
    private long _made;

    internal PipelineSchedules(TimeProvider clock) => _clock = clock;

    /// <summary>The schedules in the order of their ids.</summary>
    public IReadOnlyList<PipelineSchedule> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _schedules.Values];
            }
        }
    }

    /// <summary>The schedule with an id, or null.</summary>
    public PipelineSchedule? Find(long id)
    {
        lock (_lock)
        {
            return _schedules.GetValueOrDefault(id);
        }
    }

    /// <summary>Makes a schedule; <paramref name="complete"/> adds what the arguments do not say.</summary>
    public PipelineSchedule Add(
        GitLabUser owner,
        string description,
        string branch,
        string cron,
        Func<PipelineSchedule, PipelineSchedule>? complete = null
    )
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            var schedule = new PipelineSchedule
            {
                Id = FirstId + _made++,
                Description = description,
                Ref = Full(branch),
                Cron = cron,
                Owner = owner,
                CreatedAt = now,
                UpdatedAt = now,
            };
            return _schedules[schedule.Id] = complete?.Invoke(schedule) ?? schedule;
        }
    }

    /// <summary>Changes a schedule, as <c>schedule => schedule with { Cron = "…" }</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no schedule with this id.</exception>
    public PipelineSchedule Edit(long id, Func<PipelineSchedule, PipelineSchedule> change)
    {
        lock (_lock)
        {
            return _schedules[id] = change(_schedules[id]) with { UpdatedAt = _clock.GetUtcNow() };
        }
    }

    /// <summary>Leaves the schedules of somebody without an owner, as the deletion of the account does.</summary>
    internal void Orphan(GitLabUser user)
    {
        lock (_lock)
        {
            foreach (var schedule in _schedules.Values.Where(schedule => schedule.Owner == user).ToList())
            {
                _schedules[schedule.Id] = schedule with { Owner = null };
            }
        }
    }

    /// <summary>Takes a schedule away.</summary>
    public bool Remove(long id)
    {
        lock (_lock)
        {
            return _schedules.Remove(id);
        }
    }

    internal static string Full(string branch) => branch.StartsWith("refs/", StringComparison.Ordinal) ? branch : $"refs/heads/{branch}";
}
