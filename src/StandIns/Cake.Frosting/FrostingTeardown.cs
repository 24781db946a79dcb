using Cake.Core;

namespace Cake.Frosting;

/// <summary>Acts at the end of a run and needs no context of its own.</summary>
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext>;
