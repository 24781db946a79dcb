namespace PlatformAudits.Checking;

/// <summary>Where a reviewer looks at what a finding is about.</summary>
/// <param name="Title">What it is, in lower case: <c>account</c>, <c>group</c>, <c>schedule</c>, <c>request</c>.</param>
/// <param name="Address">An https address that is made of validated parts: a vendor's text in it could lead anywhere.</param>
public sealed record VendorPage(string Title, Uri Address);
