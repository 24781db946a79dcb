using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// The pipeline schedules of a project and their variables. Only a schedule's owner may change it; anybody else has to take it over first.
/// </summary>
internal sealed partial class PipelineScheduleEndpoints(PipelineSchedules schedules)
{
    // The limit of GitLab.com's free tier; a self-managed GitLab begins with the same.
    private const int MostSchedules = 10;
    private const int LongestKey = 255;

    public async Task AnswerAsync(Call call, Caller asked, string[] path)
    {
        if (!asked.IsReporter)
        {
            throw GitLabRefusal.Forbidden();
        }

        var caller = asked.User;
        var respond = (call.Method, path) switch
        {
            ("GET", []) => ListAsync(call),
            ("POST", []) => AddAsync(call, caller),
            ("GET", [var id]) => call.ReplyAsync(StatusCodes.Status200OK, ScheduleOf(id).ToDetails(call.Address)),
            ("PUT", [var id]) => EditAsync(call, Owned(caller, id)),
            ("DELETE", [var id]) => RemoveAsync(call, ScheduleOf(id)),
            ("POST", [var id, "take_ownership"]) => TakeAsync(call, caller, ScheduleOf(id)),
            ("POST", [var id, "variables"]) => AddVariableAsync(call, Owned(caller, id)),
            ("PUT", [var id, "variables", var key]) => EditVariableAsync(call, Owned(caller, id), key),
            _ => throw GitLabRefusal.NoSuchRoute(),
        };
        await respond;
    }

    private Task ListAsync(Call call)
    {
        var parameters = Parameters.OfQuery(call);
        var scope = parameters.Choice("scope", "", "active", "inactive");
        var rows = schedules.All.Where(s => scope.Length == 0 || s.Active == (scope == "active")).ToList();
        return new OffsetPage(call, parameters).ReplyAsync(rows, schedule => schedule.ToJson(call.Address));
    }

    private async Task AddAsync(Call call, GitLabUser caller)
    {
        var parameters = await Parameters.OfBodyAsync(call);
        var (description, reference, cron) = (
            parameters.RequiredText("description"),
            parameters.RequiredText("ref"),
            parameters.RequiredText("cron")
        );
        if (schedules.All.Count >= MostSchedules)
        {
            throw GitLabRefusal.Field("base", $"Maximum number of pipeline schedules ({MostSchedules}) exceeded");
        }

        var change = Change(parameters);
        var made = schedules.Add(caller, description, reference, cron, change);
        await call.ReplyAsync(StatusCodes.Status201Created, made.ToDetails(call.Address));
    }

    private async Task EditAsync(Call call, PipelineSchedule schedule)
    {
        var change = Change(await Parameters.OfBodyAsync(call));
        await call.ReplyAsync(StatusCodes.Status200OK, schedules.Edit(schedule.Id, change).ToDetails(call.Address));
    }

    private Task RemoveAsync(Call call, PipelineSchedule schedule)
    {
        schedules.Remove(schedule.Id);
        return call.ReplyAsync(StatusCodes.Status204NoContent);
    }

    private Task TakeAsync(Call call, GitLabUser caller, PipelineSchedule schedule) =>
        call.ReplyAsync(
            schedule.Owner == caller ? StatusCodes.Status200OK : StatusCodes.Status201Created,
            schedules.Edit(schedule.Id, s => s with { Owner = caller }).ToDetails(call.Address)
        );

    private async Task AddVariableAsync(Call call, PipelineSchedule schedule)
    {
        var parameters = await Parameters.OfBodyAsync(call);
        var (key, value) = (parameters.RequiredText("key"), parameters.RequiredText("value"));
        if (key.Length > LongestKey || !Key().IsMatch(key))
        {
            throw GitLabRefusal.Field("key", "can contain only letters, digits and '_'.");
        }

        if (schedule.Variables.ContainsKey(key))
        {
            throw GitLabRefusal.Field("key", "has already been taken");
        }

        schedules.Edit(schedule.Id, s => s with { Variables = s.Variables.SetItem(key, value) });
        await call.ReplyAsync(StatusCodes.Status201Created, PipelineSchedule.VariableToJson(key, value));
    }

    private async Task EditVariableAsync(Call call, PipelineSchedule schedule, string key)
    {
        var before = schedule.Variables.GetValueOrDefault(key) ?? throw GitLabRefusal.NotFound("Variable");
        var value = (await Parameters.OfBodyAsync(call)).Text("value") ?? before;
        schedules.Edit(schedule.Id, s => s with { Variables = s.Variables.SetItem(key, value) });
        await call.ReplyAsync(StatusCodes.Status200OK, PipelineSchedule.VariableToJson(key, value));
    }

    /// <summary>What the parameters change, after GitLab's own checks of them.</summary>
    private static Func<PipelineSchedule, PipelineSchedule> Change(Parameters parameters)
    {
        var (cron, zone, active) = (parameters.Text("cron"), parameters.Text("cron_timezone"), parameters.Flag("active"));
        if (cron is not null && !Cron().IsMatch(cron))
        {
            throw GitLabRefusal.Field("cron", " is invalid syntax");
        }

        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            throw GitLabRefusal.Field("cron_timezone", " is invalid syntax");
        }

        return schedule =>
            schedule with
            {
                Description = parameters.Text("description") ?? schedule.Description,
                Ref = parameters.Text("ref") is { } reference ? PipelineSchedules.Full(reference) : schedule.Ref,
                Cron = cron ?? schedule.Cron,
                TimeZone = zone ?? schedule.TimeZone,
                Active = active ?? schedule.Active,
            };
    }

    private PipelineSchedule Owned(GitLabUser caller, string id) =>
        ScheduleOf(id) is var schedule && schedule.Owner == caller ? schedule : throw GitLabRefusal.Forbidden();

    private PipelineSchedule ScheduleOf(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? schedules.Find(number) ?? throw GitLabRefusal.NotFound("Pipeline Schedule")
            : throw GitLabRefusal.Parameter("pipeline_schedule_id is invalid");

    [GeneratedRegex("^[A-Za-z0-9_]+$")]
    private static partial Regex Key();

    [GeneratedRegex("^([0-9*,/-]+( [0-9*,/#A-Za-z-]+){4}|@[a-z]+)$")]
    private static partial Regex Cron();
}
