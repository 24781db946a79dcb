namespace Cake.Frosting.Tests.Recordings;

/// <summary>A recorded session of a sample built with the package.</summary>
/// <param name="Sample">The sample that ran.</param>
/// <param name="Name">The command line as recorded.</param>
/// <param name="Arguments">The command line, split.</param>
/// <param name="Transcript">What it printed and how it ended.</param>
public sealed record Session(Sample Sample, string Name, IReadOnlyList<string> Arguments, Transcript Transcript);
