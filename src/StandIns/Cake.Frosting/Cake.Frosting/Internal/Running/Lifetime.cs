namespace Cake.Frosting.Internal.Running;

/// <summary>What the build does around its run and around each task; each part may be null.</summary>
internal sealed record Lifetime(IFrostingSetup Setup, IFrostingTeardown Teardown, IFrostingTaskSetup TaskSetup, IFrostingTaskTeardown TaskTeardown);
