using PlatformAudits.Checking;

namespace PlatformAudits.Evaluation;

/// <summary>A token that a run has seen, and what people have said it is for.</summary>
/// <param name="Digits">The digits of <see cref="TokenUnderReview.Key"/>.</param>
/// <param name="Traits">What the token was when it was last seen.</param>
/// <param name="Said">What was said last; null for nothing in a year.</param>
internal sealed record RememberedToken(string Digits, TokenTraits Traits, Justification? Said);
