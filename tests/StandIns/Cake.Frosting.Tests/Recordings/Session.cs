namespace Cake.Frosting.Tests.Recordings;

/// <summary>A recorded session of a sample built with the package.</summary>
public sealed record Session(Sample Sample, string Name, IReadOnlyList<string> Arguments, Transcript Transcript);
