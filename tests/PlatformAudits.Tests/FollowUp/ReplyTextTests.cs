using NUnit.Framework;
using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Planning;

namespace PlatformAudits.Tests.FollowUp;

/// <summary>What people reply means the same before and after a save in GitLab's rich text editor.</summary>
public sealed class ReplyTextTests
{
    // The second form is what the editor makes of the first.
    [TestCase("**Reviewed**: fine.", "**Reviewed**: fine.")]
    [TestCase("__Reviewed__: fine.", "**Reviewed**: fine.")]
    [TestCase("_Reviewed_", "*Reviewed*")]
    [TestCase(@"\*Reviewed", @"\*Reviewed")]
    [TestCase(@"\- Reviewed", @"\- Reviewed")]
    [TestCase("- Reviewed, all is right", "* Reviewed, all is right")]
    [TestCase("+ Reviewed", "* Reviewed")]
    [TestCase("- [x] Reviewed", "* [x] Reviewed")]
    [TestCase("1. Reviewed", "1. Reviewed")]
    [TestCase("### Reviewed", "### Reviewed")]
    [TestCase("&nbsp;Reviewed", "\u00A0Reviewed")]
    [TestCase("&#8288;Reviewed&#33;", "\u2060Reviewed!")]
    [TestCase("Reviewed  \nall of it", "Reviewed\\\nall of it")]
    [TestCase("<b>Reviewed</b>", "**Reviewed**")]
    [TestCase("> It can be reviewed by **Ada**.\n\nReviewed.", "> It can be reviewed by **Ada**.\n\nReviewed.")]
    [TestCase("\r\nReviewed.\r\n", "Reviewed.")]
    [TestCase("<!-- note --> Reviewed", "<!--note-->\n\nReviewed")]
    public void A_review_stays_one(string typed, string saved)
    {
        foreach (var text in new[] { typed, saved })
        {
            Assert.That(ReplyText.FirstWordsOf(text), Does.StartWith("Reviewed"), text);
        }
    }

    [TestCase("> Reviewed", "> Reviewed")]
    [TestCase("> It can be\nReviewed.", "> It can be Reviewed.")]
    [TestCase("- [ ] Reviewed", "* [ ] Reviewed")]
    [TestCase("~~Reviewed~~", "~~Reviewed~~")]
    [TestCase("Not reviewed", "Not reviewed")]
    [TestCase("Un_reviewed", "Un_reviewed")]
    [TestCase("", "")]
    [TestCase("> Reviewed\n", "> Reviewed")]
    public void What_is_none_becomes_none(string typed, string saved)
    {
        foreach (var text in new[] { typed, saved })
        {
            Assert.That(ReplyText.FirstWordsOf(text), Does.Not.StartWith("Reviewed"), text);
        }
    }

    [TestCase("This is _intentional_.", "This is *intentional*.", true)]
    [TestCase("This is inten&#8288;tional.", "This is inten\u2060tional.", true)]
    [TestCase("on&nbsp;purpose", "on\u00A0purpose", true)]
    [TestCase(@"by\-design \_on purpose\_", @"by-design \_on purpose\_", true)]
    [TestCase(
        "> Point 0 is wrong, and somebody has to mend it.\n\nThis is intentional.",
        "> Point 0 is wrong, and somebody has to mend it.\n\nThis is intentional.",
        true
    )]
    [TestCase("Intentional: needed for the migration of calendars", "Intentional: needed for the migration of calendars", false)]
    [TestCase("- intentional\n- it serves the whole region well", "* intentional\n* it serves the whole region well", false)]
    public void A_claim_without_a_reason_stays_one(string typed, string saved, bool isUnfounded)
    {
        foreach (var text in new[] { typed, saved })
        {
            Assert.That(UnexplainedIntent.IsUnfounded(text), Is.EqualTo(isUnfounded), text);
        }
    }
}
