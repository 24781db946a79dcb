using Cake.Core;

namespace Cake.Frosting;

/// <summary>Acts at the start of each task and needs no context of its own.</summary>
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext>;
