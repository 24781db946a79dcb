namespace Cake.Frosting.Internal.CommandLines;

/// <summary>What a command line asks for.</summary>
internal enum RunMode
{
    Build,
    DryRun,
    Tree,
    Description,
    Info,
    Version,
    Help,
}
