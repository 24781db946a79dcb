using Cake.Core;

namespace Cake.Frosting;

/// <summary>Acts at the end of each task and needs no context of its own.</summary>
public abstract class FrostingTaskTeardown : FrostingTaskTeardown<ICakeContext>;
