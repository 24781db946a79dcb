using Cake.Core;

namespace Cake.Frosting;

/// <summary>A build's own context.</summary>
public interface IFrostingContext : ICakeContext;
