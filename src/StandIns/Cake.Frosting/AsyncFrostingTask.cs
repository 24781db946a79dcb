using Cake.Core;

namespace Cake.Frosting;

/// <summary>The base of asynchronous tasks that need no context of their own.</summary>
public abstract class AsyncFrostingTask : AsyncFrostingTask<ICakeContext>;
