using Cake.Core;

namespace Cake.Frosting;

/// <summary>Acts at the start of a run and needs no context of its own.</summary>
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;
