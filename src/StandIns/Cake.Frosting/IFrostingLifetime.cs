namespace Cake.Frosting;

/// <summary>Acts at the start and at the end of a run.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;
