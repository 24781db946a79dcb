namespace PlatformAudits.Collecting.Json;

/// <summary>
/// An answer that is whole but not what the vendor documents. Its message is a clause, such as <c>a record has no user.uri</c>; whoever
/// reads the answer makes a sentence of it with what was being read and where.
/// </summary>
internal sealed class BadAnswerException : Exception
{
    /// <summary>What is wrong with the answer.</summary>
    public BadAnswerException(string clause)
        : base(clause) { }
}
