using System.Text;

namespace PlatformAudits.Sandbox.Team;

/// <summary>
/// Names of people. The Latin ones are all different, also without accents and in any letter case, so that a name can stand for one
/// person; one person in <see cref="OtherScriptEvery"/> has a name in another script, and those repeat after some 40,000 people.
/// </summary>
internal sealed class Names
{
    private const int OtherScriptEvery = 25;
    private const int OtherScriptAt = 7;

    private static readonly string[] Firsts =
    [
        "Abigail",
        "Adélie",
        "Ahmed",
        "Aiko",
        "Alejandro",
        "Amélie",
        "Amina",
        "Andrzej",
        "Anne-Marie",
        "Anouk",
        "Antônio",
        "Åsa",
        "Asher",
        "Ayşe",
        "Bálint",
        "Beatriz",
        "Björn",
        "Bronwyn",
        "Camille",
        "Caoimhe",
        "Catalina",
        "Chidi",
        "Chloé",
        "Clément",
        "Connor",
        "Dafydd",
        "Daniela",
        "D'Arcy",
        "Deepak",
        "Diego",
        "Dóra",
        "Ebony",
        "Eilidh",
        "Elías",
        "Élodie",
        "Emeka",
        "Erin",
        "Esperança",
        "Farah",
        "Fatoumata",
        "Felix",
        "François",
        "Freya",
        "Gaël",
        "Grace",
        "Guðrún",
        "Hana",
        "Hannah",
        "Héctor",
        "Henriette",
        "Hugo",
        "Ibrahim",
        "Inês",
        "Ingrid",
        "Isabel",
        "Ivana",
        "Jacqueline",
        "Jamal",
        "Jana",
        "Jean-Luc",
        "Jesús",
        "João",
        "Jörg",
        "José",
        "Kaito",
        "Katarzyna",
        "Kieran",
        "Kofi",
        "Krzysztof",
        "Lakshmi",
        "Lars",
        "Léa",
        "Liam",
        "Lucía",
        "Magnús",
        "Małgorzata",
        "Mary-Jane",
        "Mateo",
        "Mehmet",
        "Mónica",
        "Nadia",
        "Ngozi",
        "Niamh",
        "Noémie",
        "Oisín",
        "Olumide",
        "Özge",
        "Paulo",
        "Priya",
        "Rafael",
        "Ramón",
        "Renée",
        "Rosa",
        "Siân",
        "Siobhán",
        "Søren",
        "Thomas",
        "Ulrike",
        "Vítor",
        "Zoë",
    ];

    private static readonly string[] Lasts =
    [
        "Abara",
        "Achebe",
        "Adeyemi",
        "Ågren",
        "Álvarez",
        "Andersson",
        "Arslan",
        "Baptiste",
        "Barrera",
        "Beaulieu",
        "Benoît",
        "Bergström",
        "Bianchi",
        "Björklund",
        "Bouchard",
        "Brûlé",
        "Çelik",
        "Chandra",
        "Chevalier",
        "Cisneros",
        "Côté",
        "Cruz",
        "D'Angelo",
        "Da Silva",
        "Dąbrowski",
        "Davies",
        "De la Cruz",
        "Delacroix",
        "Demir",
        "Dvořák",
        "Echeverría",
        "Eriksen",
        "Espinoza",
        "Fernández",
        "Ferreira",
        "Fitzgerald",
        "Fournier",
        "Fujimoto",
        "Gagnon",
        "Garção",
        "Ghosh",
        "Gonçalves",
        "Green",
        "Grünwald",
        "Guðmundsson",
        "Guerrero",
        "Gutiérrez",
        "Haddad",
        "Hansen",
        "Hernández",
        "Hofmann",
        "Horváth",
        "Hughes",
        "Ibáñez",
        "Ibsen",
        "Iglesias",
        "Iyer",
        "Jääskeläinen",
        "Jansen",
        "Jiménez",
        "Johansson",
        "Kaminski",
        "Kapoor",
        "Keller",
        "Khan",
        "Kovács",
        "Kowalczyk",
        "Krüger",
        "Kumar",
        "Laurent",
        "Leclerc",
        "Lefèvre",
        "Lindqvist",
        "López",
        "Łukasik",
        "MacDonald",
        "Malhotra",
        "Marchetti",
        "Mårtensson",
        "Martin",
        "Mbeki",
        "McAllister",
        "Mendoza",
        "Moreau",
        "Müller",
        "Muñoz",
        "Nagy",
        "Nakamura",
        "N'Diaye",
        "Németh",
        "Nguyễn",
        "Nielsen",
        "Novák",
        "Núñez",
        "O'Brien",
        "O'Connor",
        "Okafor",
        "Okonkwo",
        "Olsen",
        "O'Neill",
        "Ortiz",
        "Østergaard",
        "Özdemir",
        "Park",
        "Patel",
        "Peña",
        "Pereira",
        "Petrov",
        "Popescu",
        "Quiñones",
        "Ramírez",
        "Rao",
        "Rasmussen",
        "Reyes",
        "Rodríguez",
        "Rosenthal",
        "Rossi",
        "Sánchez",
        "Santos",
        "Schäfer",
        "Schröder",
        "Sharma",
        "Singh",
        "Smith-Jones",
        "Sørensen",
        "Suárez",
        "Svensson",
        "Szabó",
        "Takahashi",
        "Tanaka",
        "Taylor",
        "Thiên",
        "Torres",
        "Tóth",
        "Tremblay",
        "Uchida",
        "Ulrich",
        "Valdés",
        "Van den Berg",
        "Vasquez",
        "Vieira",
        "Villanueva",
        "Von Trapp",
        "Wagner",
        "Walsh",
        "Wójcik",
        "Wright",
        "Yamamoto",
        "Yılmazer",
        "Young",
        "Zając",
        "Zhang",
        "Zimmermann",
        "Žižek",
    ];

    private static readonly (string[] Firsts, string[] Lasts)[] OtherScripts =
    [
        (
            [
                "愛",
                "健太",
                "翔",
                "美咲",
                "大輔",
                "陽子",
                "さくら",
                "拓也",
                "直樹",
                "恵子",
                "蓮",
                "結衣",
                "葵",
                "悠真",
                "千尋",
                "剛",
                "明美",
                "誠",
                "由美",
                "浩",
            ],
            [
                "佐藤",
                "鈴木",
                "高橋",
                "田中",
                "渡辺",
                "伊藤",
                "山本",
                "中村",
                "小林",
                "加藤",
                "吉田",
                "山田",
                "松本",
                "井上",
                "木村",
                "林",
                "清水",
                "森",
                "池田",
                "橋本",
            ]
        ),
        (
            [
                "Анна",
                "Дмитрий",
                "Екатерина",
                "Иван",
                "Мария",
                "Сергей",
                "Ольга",
                "Андрей",
                "Юлия",
                "Алексей",
                "Наталья",
                "Павел",
                "Ирина",
                "Николай",
                "Елена",
                "Максим",
                "Светлана",
                "Артём",
                "Дарья",
                "Олег",
            ],
            [
                "Бондаренко",
                "Волков",
                "Гончар",
                "Давыденко",
                "Жук",
                "Зайченко",
                "Коваленко",
                "Лысенко",
                "Мельник",
                "Новик",
                "Орлик",
                "Петренко",
                "Романюк",
                "Савчук",
                "Ткач",
                "Усик",
                "Франко",
                "Хоменко",
                "Чайка",
                "Шевченко",
            ]
        ),
        (
            [
                "Ελένη",
                "Γιώργος",
                "Μαρία",
                "Νίκος",
                "Σοφία",
                "Κώστας",
                "Δήμητρα",
                "Γιάννης",
                "Ιωάννα",
                "Πέτρος",
                "Άννα",
                "Ανδρέας",
                "Χρύσα",
                "Θανάσης",
                "Ειρήνη",
                "Μιχάλης",
                "Ζωή",
                "Στέλιος",
                "Ράνια",
                "Βασίλης",
            ],
            [
                "Αθανασίου",
                "Βλάχου",
                "Γεωργίου",
                "Δημητρίου",
                "Ευαγγέλου",
                "Ζαχαρίου",
                "Ηλία",
                "Θεοδώρου",
                "Ιωάννου",
                "Κωνσταντίνου",
                "Λάμπρου",
                "Μακρή",
                "Νικολάου",
                "Οικονόμου",
                "Παππά",
                "Ρήγα",
                "Σταύρου",
                "Τζαβάρα",
                "Φωτίου",
                "Χρήστου",
            ]
        ),
        (
            [
                "민준",
                "서연",
                "도윤",
                "지우",
                "예준",
                "하은",
                "시우",
                "수아",
                "주원",
                "지민",
                "현우",
                "유진",
                "준서",
                "은지",
                "동현",
                "미경",
                "성민",
                "혜진",
                "재호",
                "나영",
            ],
            ["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오", "서", "신", "권", "황", "안", "송", "류", "홍"]
        ),
    ];

    // Primes that divide no product of the two lists' lengths: each gives another order of all pairs.
    private static readonly int[] Strides = [7919, 6007, 9973, 4259, 8641, 5227, 7001, 9371];

    private readonly int _stride;
    private readonly int _offset;

    public Names(int seed)
    {
        var draw = new SeededRandom(seed, "names");
        _stride = draw.Pick(Strides, 0);
        _offset = draw.Below(Pairs, 1);
    }

    private static int Pairs => Firsts.Length * Lasts.Length;

    /// <summary>The name of a person.</summary>
    public string Of(int person)
    {
        var (first, middle, last) = Parts(person);
        return middle.Length == 0 ? $"{first} {last}" : $"{first} {middle} {last}";
    }

    /// <summary>What a person signs in with: ASCII letters of the name and the person's number, so different for each person.</summary>
    public string HandleOf(int person)
    {
        var (first, _, last) = Parts(person);
        var letters = Letters(first);
        var handle = string.Concat(letters.AsSpan(0, Math.Min(1, letters.Length)), Letters(last));
        return (handle.Length == 0 ? "agent" : handle) + person.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private (string First, string Middle, string Last) Parts(int person)
    {
        if (person % OtherScriptEvery == OtherScriptAt)
        {
            var (script, number) = (person / OtherScriptEvery % OtherScripts.Length, person / OtherScriptEvery / OtherScripts.Length);
            var (firsts, lasts) = OtherScripts[script];
            return (firsts[(number + _offset) % firsts.Length], string.Empty, lasts[number / firsts.Length % lasts.Length]);
        }

        var pair = (int)((((long)(person % Pairs) * _stride) + _offset) % Pairs);
        return (Firsts[pair % Firsts.Length], Initials(person / Pairs), Lasts[pair / Firsts.Length]);
    }

    private static string Initials(int round)
    {
        var initials = new StringBuilder();
        for (; round > 0; round = (round - 1) / 26)
        {
            initials.Append((char)('A' + ((round - 1) % 26))).Append('.');
        }

        return initials.ToString();
    }

    private static string Letters(string name)
    {
        var letters = new StringBuilder(name.Length);
        foreach (var letter in PlainText.WithoutMarks(name))
        {
            if (char.IsAsciiLetter(letter))
            {
                letters.Append(char.ToLowerInvariant(letter));
            }
        }

        return letters.ToString();
    }
}
