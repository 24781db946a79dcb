namespace PlatformAudits.Sandbox.Team;

/// <summary>Ids of a letter and seven more.</summary>
internal static class Code
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

    /// <summary>A letter and seven more, different for each number.</summary>
    public static string Of(char letter, int number)
    {
        // An odd factor makes this one-to-one among all 35-bit numbers.
        var mixed = (ulong)(number + 1) * 0x2545F4915 & 0x7FFFFFFFF;
        return string.Create(
            8,
            (letter, mixed),
            static (code, source) =>
            {
                code[0] = source.letter;
                for (var digit = 1; digit < code.Length; digit++)
                {
                    code[digit] = Alphabet[(int)(source.mixed >> (5 * (digit - 1)) & 31)];
                }
            }
        );
    }
}
