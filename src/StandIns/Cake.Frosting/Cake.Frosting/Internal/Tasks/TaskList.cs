namespace Cake.Frosting.Internal.Tasks;

/// <summary>Prints the tasks with their descriptions, in the order of registration.</summary>
internal static class TaskList
{
    private const int LineWidth = 80;

    public static void Write(TextWriter output, IReadOnlyList<BuildTask> tasks)
    {
        var width = Column.WidthOf(tasks.Select(task => task.Name));
        output.WriteLine();
        output.WriteLine("Task".PadRight(width) + "Description");
        output.WriteLine(new string('=', LineWidth));
        foreach (var task in tasks)
        {
            output.WriteLine(task.Name.PadRight(width) + task.Description);
        }
    }
}
