using Cake.Core;

namespace Cake.Frosting;

/// <summary>Acts at the start and at the end of each task and needs no context of its own.</summary>
public abstract class FrostingTaskLifetime : FrostingTaskLifetime<ICakeContext>;
