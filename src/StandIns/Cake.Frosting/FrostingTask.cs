using Cake.Core;

namespace Cake.Frosting;

/// <summary>The base of synchronous tasks that need no context of their own.</summary>
public abstract class FrostingTask : FrostingTask<ICakeContext>;
