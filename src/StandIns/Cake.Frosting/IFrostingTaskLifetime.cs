namespace Cake.Frosting;

/// <summary>Acts at the start and at the end of each task.</summary>
public interface IFrostingTaskLifetime : IFrostingTaskSetup, IFrostingTaskTeardown;
