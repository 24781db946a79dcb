namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>Somebody's part in being on call.</summary>
/// <param name="Place">The id of the schedule or escalation policy.</param>
/// <param name="Label">How people speak of the place, such as <c>the schedule Support Manager</c>.</param>
/// <param name="IsTarget">Whether the person is a direct target of an escalation policy.</param>
/// <param name="Person">The person, as the place refers to them.</param>
public sealed record Duty(string Place, string Label, bool IsTarget, PagerDutyReference Person)
{
    /// <summary>The subject of findings about it: the place's id and the person's.</summary>
    public string Subject => $"{Place}/{Person.Id}";

    /// <summary>What the person does there, as a clause.</summary>
    public string Clause => IsTarget ? $"is a direct target of {Label}" : $"is in {Label}";
}
