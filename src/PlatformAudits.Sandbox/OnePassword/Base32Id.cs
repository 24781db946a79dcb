using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.OnePassword;

/// <summary>1Password's ids: 26 letters of base32, capitals for people and accounts, small ones for groups.</summary>
internal sealed class Base32Id(int seed, string kind)
{
    private const int Length = 26;
    private const int LettersOfDraw = 12;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private readonly SeededRandom _letters = new(seed, $"1password ids {kind}");

    /// <summary>The id of a number, in capitals. 130 bits are enough for no two to be alike.</summary>
    public string Of(int number) =>
        string.Create(
            Length,
            (_letters, number),
            static (id, source) =>
            {
                for (var at = 0; at < Length; at++)
                {
                    var bits = source._letters.Bits(((long)source.number << 2) + (at / LettersOfDraw));
                    id[at] = Alphabet[(int)(bits >> (5 * (at % LettersOfDraw)) & 31)];
                }
            }
        );
}
