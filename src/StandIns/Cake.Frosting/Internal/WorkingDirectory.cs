using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>The directory that a run works in.</summary>
internal sealed record WorkingDirectory(DirectoryPath Path);
