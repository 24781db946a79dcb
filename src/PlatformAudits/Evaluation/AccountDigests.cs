using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PlatformAudits.Checking;
using PlatformAudits.Platforms;
using PlatformAudits.Team;

namespace PlatformAudits.Evaluation;

/// <summary>
/// The accounts of a run in 12 bytes each, so that the next period can tell which are new, gone or may do something else
/// (docs/decisions/0028). They name nobody: 48 bits of a hash over the id, 15 each over role and state, 13 over whose the account is, and
/// whether it is privileged.
/// </summary>
internal sealed class AccountDigests
{
    private const int Size = 12;

    private readonly Entry[] _entries;

    private AccountDigests(Entry[] entries)
    {
        Array.Sort(entries);
        _entries = entries;
    }

    /// <summary>The accounts of a comparison.</summary>
    public static AccountDigests Of(Platform platform, Comparison comparison)
    {
        var detailsOf = platform.DetailsIn(comparison);
        var entries = new Entry[comparison.Population.Accounts.Count];
        foreach (var (index, (account, teammate)) in comparison.Accounts.Index())
        {
            entries[index] = Entry.Of(account, detailsOf(account), teammate);
        }

        return new AccountDigests(entries);
    }

    /// <summary>Reads what <see cref="Texts"/> gave.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static AccountDigests Read(IEnumerable<string> texts)
    {
        var entries = new List<Entry>();
        foreach (var text in texts)
        {
            ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(text);
            if (bytes.Length % Size != 0)
            {
                throw new FormatException("It is not as it was written.");
            }

            for (; bytes.Length > 0; bytes = bytes[Size..])
            {
                entries.Add(Entry.Read(bytes));
            }
        }

        return new AccountDigests([.. entries]);
    }

    /// <summary>The digits of an account in files that must not name it.</summary>
    public static string DigitsOf(Account account) => Entry.DigitsOf(KeyOf(account));

    /// <summary>The digests as texts of letters, digits, <c>-</c> and <c>_</c>.</summary>
    /// <param name="accounts">How many accounts a text holds at the most.</param>
    public IEnumerable<string> Texts(int accounts)
    {
        foreach (var chunk in _entries.Chunk(accounts))
        {
            var bytes = new byte[chunk.Length * Size];
            foreach (var (index, entry) in chunk.Index())
            {
                entry.Write(bytes.AsSpan(index * Size));
            }

            yield return Base64Url.EncodeToString(bytes);
        }
    }

    /// <summary>What is another than it was then; null for an account that was not there.</summary>
    /// <param name="teammate">The teammate that it belongs to, or null.</param>
    public IReadOnlyList<AccountField>? ChangesOf(Account account, AccountDetails details, Teammate? teammate)
    {
        var now = Entry.Of(account, details, teammate);
        return Array.BinarySearch(_entries, now) is >= 0 and var place ? now.DifferencesFrom(_entries[place]) : null;
    }

    /// <summary>The digits of the accounts that are not among those of now, in order.</summary>
    public IEnumerable<string> GoneFrom(IEnumerable<Account> now)
    {
        var still = new bool[_entries.Length];
        foreach (var account in now)
        {
            if (Array.BinarySearch(_entries, new Entry(KeyOf(account), 0, 0, 0)) is >= 0 and var place)
            {
                still[place] = true;
            }
        }

        return _entries.Where((_, place) => !still[place]).Select(entry => entry.Digits);
    }

    private static ulong KeyOf(Account account) => HashOf(account.Id) >> 16;

    /// <summary>The first 64 bits of a hash.</summary>
    private static ulong HashOf(string text)
    {
        const int OnTheStack = 512;
        var length = Encoding.UTF8.GetByteCount(text);
        Span<byte> bytes = length <= OnTheStack ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(text, bytes);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    /// <summary>An account, ordered by its key alone.</summary>
    /// <param name="Holder">13 bits over whose it is, and 2 for whether it is privileged.</param>
    private readonly record struct Entry(ulong Key, ushort Role, ushort State, ushort Holder) : IComparable<Entry>
    {
        private const int PrivilegeBits = 2;
        private const int Privilege = (1 << PrivilegeBits) - 1;

        public string Digits => DigitsOf(Key);

        public static string DigitsOf(ulong key) => key.ToString("x12", CultureInfo.InvariantCulture);

        public static Entry Of(Account account, AccountDetails details, Teammate? teammate) =>
            new(
                KeyOf(account),
                DigestOf(details.Role),
                DigestOf(details.State),
                (ushort)(
                    (DigestOf((teammate ?? details.Holder?.Teammate)?.Email.ToUpperInvariant()) & ~Privilege)
                    | details.IsPrivileged switch
                    {
                        null => 0,
                        false => 1,
                        true => 2,
                    }
                )
            );

        public static Entry Read(ReadOnlySpan<byte> bytes) =>
            new(
                ((ulong)BinaryPrimitives.ReadUInt32BigEndian(bytes) << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]),
                BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]),
                BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]),
                BinaryPrimitives.ReadUInt16BigEndian(bytes[10..])
            );

        public void Write(Span<byte> bytes)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(Key >> 16));
            BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], (ushort)Key);
            BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], Role);
            BinaryPrimitives.WriteUInt16BigEndian(bytes[8..], State);
            BinaryPrimitives.WriteUInt16BigEndian(bytes[10..], Holder);
        }

        public int CompareTo(Entry other) => Key.CompareTo(other.Key);

        public List<AccountField> DifferencesFrom(Entry then)
        {
            var (fields, holder) = (new List<AccountField>(), Holder ^ then.Holder);
            AddIf(Role != then.Role, AccountField.Role);
            AddIf((holder & Privilege) != 0, AccountField.Privileged);
            AddIf(State != then.State, AccountField.State);
            AddIf((holder & ~Privilege) != 0, AccountField.Teammate);
            return fields;

            void AddIf(bool differs, AccountField field)
            {
                if (differs)
                {
                    fields.Add(field);
                }
            }
        }

        /// <summary>0 for what nobody knows, and never for a text.</summary>
        private static ushort DigestOf(string? text) => text is null ? (ushort)0 : (ushort)((HashOf(text) >> 48) | (1 << PrivilegeBits));
    }
}

/// <summary>What of an account can be told from then.</summary>
internal enum AccountField
{
    /// <summary><see cref="AccountDetails.Role"/>.</summary>
    Role,

    /// <summary><see cref="AccountDetails.IsPrivileged"/>.</summary>
    Privileged,

    /// <summary><see cref="AccountDetails.State"/>.</summary>
    State,

    /// <summary>Whose it is.</summary>
    Teammate,
}
