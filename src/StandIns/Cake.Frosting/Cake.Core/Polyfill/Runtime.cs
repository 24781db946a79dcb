namespace Cake.Core.Polyfill;

/// <summary>A kind of .NET runtime.</summary>
public enum Runtime
{
    Clr = 0,
    CoreClr = 1,
}
