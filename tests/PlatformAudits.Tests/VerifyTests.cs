using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Calendly;

namespace PlatformAudits.Tests;

/// <summary>What <c>--target=Verify</c> says of evidence that somebody has kept, or touched.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class VerifyTests : IDisposable
{
    private const string Last = "FY27-Q3/calendly";

    /// <summary>The bytes at a file's end in which a changed digit may be one that its form has no use for.</summary>
    private const int LengthOfEnd = 32;

    private const string Team = "FY27-Q3-folder/calendly";

    private readonly TemporaryFolder _folder = new();

    private string Archive => _folder.File("archive");

    private string PrivateKey => _folder.File("key.pem");

    private string PublicKey => _folder.File("key.pub.pem");

    /// <summary>Two periods that are signed, and one of a team folder that is not.</summary>
    [OneTimeSetUp]
    public async Task KeepAsync()
    {
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            _folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
            _folder.Write("key.pub.pem", key.ExportSubjectPublicKeyInfoPem());
        }

        await using (var audit = await SandboxedAudit.StartAsync())
        {
            audit.Variables[SigningKey.Variable] = PrivateKey;
            foreach (var period in new[] { "FY27-Q2", "FY27-Q3" })
            {
                audit.Request = audit.Request with { Period = FiscalPeriod.Parse(period) };
                await audit.RunAsync();
                KeptEvidence.Copy(audit.Request.OutputFolder, Path.Combine(Archive, period, "calendly"));
            }
        }

        await using var ofFolder = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10, TeamAsFolder = true });
        await ofFolder.RunAsync();
        KeptEvidence.Copy(ofFolder.Request.OutputFolder, Path.Combine(Archive, Team));
    }

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task Untouched_evidence_of_a_snapshot_an_artifact_and_an_archive_is_as_it_was_written()
    {
        using var kept = new KeptEvidence(Archive);
        var (all, artifact, snapshot) = (
            await kept.VerifyAsync(),
            await kept.VerifyAsync("FY27-Q3"),
            await kept.VerifyAsync($"{Team}/snapshot")
        );
        var last = all.Single(e => e.Folder.StartsWith(Last, StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(all.Select(e => e.Line), Has.Exactly(3).Contains(": as it was written; "));
            Assert.That(last.Line, Does.StartWith("calendly FY27-Q3 (FY27-Q3/calendly/snapshot): as it was written; "));
            Assert.That(
                last.Line,
                Does.Contain("reports and issue replay to the same bytes")
                    .And.Contain("it continues the run of FY27-Q2")
                    .And.Contain("which was held against none: give --key")
            );
            Assert.That(all[0].Line, Does.Contain("it continues no sealed run of an earlier period"));
            Assert.That(artifact.Single().Line, Does.Contain("the run of FY27-Q2 that it continues is not here"));
            Assert.That(snapshot.Single().Line, Does.Contain("as it was written").And.Contain("unsigned"));
        });
    }

    [TestCaseSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))]
    public async Task The_evidence_of_every_platform_verifies(string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10 }, platform);
        await audit.RunAsync();
        using var kept = new KeptEvidence(audit.Request.OutputFolder);
        Assert.That((await kept.VerifyAsync()).Single().Line, Does.StartWith(platform).And.Contain("as it was written; "));
    }

    [TestCase("snapshot/memberships-0001.json", "memberships-0001.json was changed after it was written; its SHA-256 is not")]
    [TestCase("snapshot/inputs/support-team.yaml", "inputs/support-team.yaml was changed after it was written")]
    [TestCase("snapshot/manifest.json", "manifest.json was changed after it was written; its seal does not fit")]
    [TestCase("snapshot/SHA256SUMS", "SHA256SUMS was changed after it was written")]
    [TestCase("snapshot/manifest.json.dsse", "manifest.json.dsse does not fit manifest.json: one of them")]
    [TestCase("report.json", "report.json is not what the evidence gives")]
    [TestCase("issue.md", "issue.md is not what the evidence gives")]
    [TestCase("report.html", "report.html is not what the evidence gives")]
    [TestCase("junit.xml", "junit.xml is not what the evidence gives")]
    [TestCase("accounts.csv", "accounts.csv is not what the evidence gives")]
    [TestCase("accounts.json", "accounts.json is not what the evidence gives")]
    [TestCase("findings.csv", "findings.csv is not what the evidence gives")]
    public async Task A_changed_byte_is_named(string file, string named)
    {
        using var kept = new KeptEvidence(Archive);
        var path = kept.File($"{Last}/{file}");
        var bytes = await File.ReadAllBytesAsync(path);
        var digit = Array.FindLastIndex(bytes, bytes.Length - LengthOfEnd, b => b is >= (byte)'2' and <= (byte)'8');
        bytes[digit]++;
        await File.WriteAllBytesAsync(path, bytes);
        Assert.That(await LineOfLastAsync(kept), Does.Contain($": NOT as it was written: {named}"));
    }

    [Test]
    public async Task A_bit_of_a_signature_that_base64_has_no_use_for_is_named()
    {
        using var kept = new KeptEvidence(Archive);
        var path = kept.File($"{Last}/snapshot/manifest.json.dsse");
        var text = await File.ReadAllTextAsync(path);
        var last = text.IndexOf("==\"", StringComparison.Ordinal) - 1;
        await File.WriteAllTextAsync(path, $"{text[..last]}{(char)(text[last] + 1)}{text[(last + 1)..]}");
        Assert.That(
            await LineOfLastAsync(kept),
            Does.EndWith(": NOT as it was written: manifest.json.dsse was changed after it was written.")
        );
    }

    [TestCase("snapshot/memberships-0001.json", "memberships-0001.json, which manifest.json names, is missing")]
    [TestCase("snapshot/inputs/audits.yaml", "inputs/audits.yaml, which manifest.json names, is missing")]
    [TestCase("snapshot/manifest.json", "there is no manifest.json, so this is not a snapshot")]
    [TestCase("snapshot/SHA256SUMS", "SHA256SUMS is missing")]
    [TestCase("snapshot/manifest.json.dsse", "manifest.json.dsse is missing, and manifest.json says that it was signed")]
    [TestCase("report.json", "report.json is missing beside it")]
    [TestCase("issue.md", "issue.md is missing beside it")]
    public async Task A_removed_file_is_named(string file, string named)
    {
        using var kept = new KeptEvidence(Archive);
        File.Delete(kept.File($"{Last}/{file}"));
        Assert.That(await LineOfLastAsync(kept), Does.Contain($": NOT as it was written: {named}"));
    }

    [Test]
    public async Task Of_many_differences_the_first_are_named_and_the_others_counted()
    {
        using var kept = new KeptEvidence(Archive);
        for (var number = 1; number <= 7; number++)
        {
            await File.WriteAllTextAsync(kept.File($"{Last}/snapshot/added-{number}"), "");
        }

        Assert.That(
            await LineOfLastAsync(kept),
            Does.Contain("added-5 is not in manifest.json, so somebody has added it; and 2 more.").And.Not.Contain("added-6")
        );
    }

    [Test]
    public async Task A_report_whose_snapshot_is_gone_is_named()
    {
        using var kept = new KeptEvidence(Archive);
        Directory.Delete(kept.File($"{Last}/snapshot"), recursive: true);
        Assert.That(await LineOfLastAsync(kept), Does.EndWith("NOT as it was written: report.json has no snapshot/ beside it."));
    }

    [TestCase(Last, "inputs/waivers.yaml")]
    [TestCase(Last, "inputs/team/zzz.yaml")]
    [TestCase(Team, "inputs/team/zzz.yaml")]
    [TestCase(Team, "inputs/support-team.yaml")]
    [TestCase(Last, "inputs/last-report.json")]
    [TestCase(Last, "notes.txt")]
    [TestCase(Last, "manifest.json.bak")]
    public async Task An_added_file_is_named_and_not_replayed(string audit, string file)
    {
        using var kept = new KeptEvidence(Archive);
        var path = kept.File($"{audit}/snapshot/{file}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "- name: Eve\n  email: eve@evil.example\n");
        await using var replayed = await SandboxedAudit.StartAsync();
        replayed.Request = replayed.Request with { ReplayFolder = kept.File(audit) };
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(
                (await kept.VerifyAsync(audit)).Single().Line,
                Does.Contain($": NOT as it was written: {file} is not in manifest.json, so somebody has added it")
            );
            Assert.That(replayed.RunAsync, Throws.TypeOf<AuditException>().With.Message.Contains($"{file} is not in manifest.json"));
        });
    }

    [Test]
    public async Task A_link_an_empty_folder_and_a_pipe_are_named_and_nothing_waits_for_them()
    {
        using var kept = new KeptEvidence(Archive);
        var snapshot = kept.File($"{Last}/snapshot");
        var answer = Path.Combine(snapshot, "memberships-0001.json");
        File.Move(answer, kept.File("elsewhere.json"));
        File.CreateSymbolicLink(answer, kept.File("elsewhere.json"));
        Directory.CreateSymbolicLink(Path.Combine(snapshot, "inputs", "team"), Archive);
        Directory.CreateDirectory(Path.Combine(snapshot, "empty"));
        var settings = Path.Combine(snapshot, "inputs", "audits.yaml");
        File.Delete(settings);
        await RunAsync("mkfifo", settings);
        Assert.That(
            await LineOfLastAsync(kept),
            Does.Contain("memberships-0001.json is a link, which no snapshot holds")
                .And.Contain("inputs/team is a link, which no snapshot holds")
                .And.Contain("empty/ is an empty folder, which no snapshot holds")
                .And.Contain("inputs/audits.yaml was changed after it was written; it has 0 bytes")
        );
    }

    [Test]
    public async Task A_pipe_in_the_place_of_a_manifest_or_of_an_empty_answer_is_not_waited_for()
    {
        using var kept = new KeptEvidence(Archive);
        var snapshot = kept.File($"{Team}/snapshot");
        var answer = Path.Combine(snapshot, "memberships-0001.json");
        File.Delete(answer);
        await RunAsync("mkfifo", answer);
        KeptEvidence.SealAgain(
            snapshot,
            manifest =>
                manifest with
                {
                    Exchanges =
                    [
                        .. manifest.Exchanges.Select(e =>
                            e.File == "memberships-0001.json"
                                ? e with
                                {
                                    Bytes = 0,
                                    Sha256 = Convert.ToHexStringLower(SHA256.HashData([])),
                                }
                                : e
                        ),
                    ],
                }
        );
        Assert.That((await SoonAsync(() => kept.VerifyAsync(Team))).Single().IsIntact, Is.False);

        File.Delete(Path.Combine(snapshot, "manifest.json"));
        await RunAsync("mkfifo", Path.Combine(snapshot, "manifest.json"));
        Assert.That(
            (await SoonAsync(() => kept.VerifyAsync(Team))).Single().Line,
            Does.Contain("NOT as it was written: manifest.json is empty, too long, or no regular file.")
        );
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_that_this_user_may_not_read_is_not_taken_for_an_empty_one()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Assert.Ignore("This user may read everything.");
        }

        using var kept = new KeptEvidence(Path.Combine(Archive, Last));
        var inputs = kept.File("snapshot/inputs");
        File.SetUnixFileMode(inputs, UnixFileMode.None);
        try
        {
            Assert.That(
                SnapshotReader.Check(kept.File("snapshot")).Differences,
                Is.EqualTo(new[] { $"it can't be read: Access to the path '{inputs}' is denied" })
            );
        }
        finally
        {
            File.SetUnixFileMode(inputs, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [TestCase(Last, TestName = "A_link_in_the_place_of_a_platform_is_named")]
    [TestCase(Last + "/snapshot", TestName = "A_link_in_the_place_of_a_snapshot_is_named")]
    public async Task What_is_not_checked_because_it_is_a_link_is_named(string folder)
    {
        using var kept = new KeptEvidence(Archive);
        using var elsewhere = new TemporaryFolder();
        Directory.Move(kept.File(folder), elsewhere.File("moved"));
        Directory.CreateSymbolicLink(kept.File(folder), elsewhere.File("moved"));
        Directory.CreateSymbolicLink(kept.File("latest"), kept.File("FY27-Q2"));
        var found = await kept.VerifyAsync();
        Assert.That(
            found.Where(e => !e.IsIntact).Select(e => e.Line),
            Is.EqualTo(new[] { $"{folder}: NOT as it was written: it is a link, and what it leads to was not checked." })
        );
    }

    [TestCase("report.html")]
    [TestCase("issue.md")]
    public async Task What_somebody_may_read_is_named_when_its_snapshot_is_gone(string left)
    {
        using var kept = new KeptEvidence(Archive);
        Directory.Delete(kept.File($"{Last}/snapshot"), recursive: true);
        foreach (var file in Directory.GetFiles(kept.File(Last)).Where(file => Path.GetFileName(file) != left))
        {
            File.Delete(file);
        }

        Assert.That(await LineOfLastAsync(kept), Does.EndWith($"NOT as it was written: {left} has no snapshot/ beside it."));
    }

    [Test]
    public async Task Whatever_a_manifest_says_that_was_sealed_again_there_is_a_line_of_each_snapshot()
    {
        using var kept = new KeptEvidence(Path.Combine(Archive, Team));
        var path = kept.File("snapshot/manifest.json");
        var original = await File.ReadAllTextAsync(path);
        var places = System
            .Text.RegularExpressions.Regex.Matches(original, "(?<=\": )(\"[^\"\n]*\"|-?[0-9]+|true|false|null)(?=,?\n)")
            .Where(place => place.Length < 70)
            .DistinctBy(place => System.Text.RegularExpressions.Regex.Match(original[..place.Index], "\"[^\"]*\": $").Value)
            .ToList();
        var (thrown, intact) = (new List<string>(), new List<string>());
        foreach (var place in places)
        {
            foreach (
                var value in new[] { "\"\"", "\"x\"", "\"../..\"", "-1", "0", "9223372036854775807", "1000", "1e999", "null", "[]", "{}" }
            )
            {
                var text = $"{original[..place.Index]}{value}{original[(place.Index + place.Length)..]}";
                var seal = ManifestFile.SealOf(System.Text.Encoding.UTF8.GetBytes(text));
                text = System.Text.RegularExpressions.Regex.Replace(text, "\"seal\": \"[0-9a-f]*\"", $"\"seal\": \"{seal}\"");
                await File.WriteAllTextAsync(path, text);
                if (ManifestFile.Read(System.Text.Encoding.UTF8.GetBytes(text)).Manifest is { } manifest)
                {
                    await File.WriteAllTextAsync(
                        kept.File("snapshot/SHA256SUMS"),
                        SnapshotReader.SumsOf(manifest, System.Text.Encoding.UTF8.GetBytes(text))
                    );
                }

                var what = $"{original[..place.Index].Split('\n')[^1].Trim()} {place.Value} -> {value}";
                try
                {
                    if ((await kept.VerifyAsync()).Single().IsIntact && place.Value != value)
                    {
                        intact.Add(what);
                    }
                }
                catch (Exception error)
                {
                    thrown.Add($"{what}: {error.GetType().Name} {error.Message}");
                }
            }
        }

        await TestContext.Out.WriteLineAsync(
            string.Join('\n', intact.Prepend($"{places.Count} places; as written by what can't be told:"))
        );
        Assert.That(thrown, Is.Empty);
    }

    [TestCase("{\n  \"schema\": 1,", "{\n  \"schema\": 99,\n  \"schema\": 1,", TestName = "A_doubled_key_is_refused")]
    [TestCase("{\n  \"schema\": 1,", "{\n  \"auditedBy\": \"Eve\",\n  \"schema\": 1,", TestName = "An_unknown_key_is_refused")]
    [TestCase("\n", "\r\n", TestName = "Other_line_ends_are_refused")]
    [TestCase("\n}\n", "\n}\n{\"verdict\": \"clear\"}\n", TestName = "A_second_document_is_refused")]
    [TestCase("{\n  \"schema\": 1,", "{ \"schema\": 1,", TestName = "Another_layout_is_refused")]
    public async Task Of_a_manifest_only_the_form_that_the_program_writes_is_read_even_with_a_seal_that_fits(string from, string to)
    {
        using var kept = new KeptEvidence(Archive);
        var path = kept.File($"{Team}/snapshot/manifest.json");
        var text = (await File.ReadAllTextAsync(path)).Replace(from, to, StringComparison.Ordinal);
        var seal = ManifestFile.SealOf(System.Text.Encoding.UTF8.GetBytes(text));
        await File.WriteAllTextAsync(
            path,
            System.Text.RegularExpressions.Regex.Replace(text, "\"seal\": \"[0-9a-f]*\"", $"\"seal\": \"{seal}\"")
        );
        Assert.That((await kept.VerifyAsync(Team)).Single().Line, Does.Contain("NOT as it was written: manifest.json is not "));
    }

    [TestCase("../../../FY27-Q2/calendly/report.json")]
    [TestCase("/etc/hostname")]
    [TestCase("inputs/./audits.yaml")]
    public async Task A_manifest_that_names_a_file_elsewhere_is_refused(string file)
    {
        using var kept = new KeptEvidence(Archive);
        KeptEvidence.SealAgain(
            kept.File($"{Team}/snapshot"),
            manifest => manifest with { Inputs = [.. manifest.Inputs, new StoredInput(file, "a forger", 0, new string('0', 64))] }
        );
        Assert.That((await kept.VerifyAsync(Team)).Single().Line, Does.Contain("names a file outside the snapshot"));
    }

    [Test]
    public async Task A_folder_that_was_sealed_again_without_the_key_is_named()
    {
        using var kept = new KeptEvidence(Archive);
        var snapshot = kept.File($"{Last}/snapshot");
        await File.WriteAllTextAsync(Path.Combine(snapshot, "inputs", "waivers.yaml"), "waivers: []\n");
        KeptEvidence.SealAgain(snapshot);
        Assert.That(
            await LineOfLastAsync(kept),
            Does.Contain(
                "NOT as it was written: manifest.json.dsse does not fit manifest.json: one of them was changed after it was signed"
            )
        );

        KeptEvidence.SealAgain(snapshot, manifest => manifest with { SigningKey = null });
        File.Delete(Path.Combine(snapshot, Snapshot.SignatureName));
        Assert.That(
            await LineOfLastAsync(kept, PublicKey),
            Does.Contain("NOT as it was written: it is unsigned, and should be signed by")
        );
        Assert.That(await LineOfLastAsync(kept), Does.Contain("report.json is not what the evidence gives"), "without the key as well");

        using var forger = SigningKey.Read(_folder.Write("forger.pem", NewKey()))!;
        KeptEvidence.SealAgain(snapshot, manifest => manifest with { SigningKey = forger.Id });
        await File.WriteAllTextAsync(
            Path.Combine(snapshot, Snapshot.SignatureName),
            forger.Sign(await File.ReadAllBytesAsync(Path.Combine(snapshot, Snapshot.ManifestName)))
        );
        Assert.That(
            await LineOfLastAsync(kept, PublicKey),
            Does.Contain($"NOT as it was written: it is signed by {VerificationKey.ShownOf(forger.Id)}, and should be by")
        );
    }

    [Test]
    public async Task With_the_key_at_hand_only_what_it_signed_is_as_it_was_written()
    {
        using var kept = new KeptEvidence(Archive);
        var found = await kept.VerifyAsync(key: PublicKey);
        Assert.That(found.Select(e => e.Line), Has.Exactly(2).Contains("as it was written; ").And.Exactly(1).Contains("it is unsigned"));
    }

    [Test]
    public async Task A_broken_chain_is_named()
    {
        using var kept = new KeptEvidence(Archive);
        var before = kept.File("FY27-Q2/calendly/snapshot");
        var changed = KeptEvidence.SealAgain(before, manifest => manifest with { Tool = "Platform Audits 0.0.1", SigningKey = null });
        File.Delete(Path.Combine(before, Snapshot.SignatureName));
        Assert.That(
            await LineOfLastAsync(kept),
            Does.Contain("NOT as it was written: the chain is broken: it continues the run of FY27-Q2 with the seal ")
                .And.EndWith($", and here is {changed.Seal[..12]}.")
        );
    }

    [Test]
    public async Task Who_takes_the_chain_away_is_told_of_the_run_before()
    {
        using var kept = new KeptEvidence(Archive);
        var snapshot = kept.File($"{Last}/snapshot");
        KeptEvidence.SealAgain(snapshot, manifest => manifest with { PreviousPeriod = null, PreviousSeal = null, SigningKey = null });
        File.Delete(Path.Combine(snapshot, Snapshot.SignatureName));
        foreach (var report in Directory.GetFiles(kept.File(Last)))
        {
            File.Delete(report);
        }

        Assert.That(
            await LineOfLastAsync(kept),
            Does.EndWith("; it continues no sealed run of an earlier period, though one of FY27-Q2 is here.")
        );
    }

    [Test]
    public async Task The_documented_commands_of_sha256sum_and_openssl_check_a_snapshot()
    {
        var command = await DocumentedAsync("openssl");
        using var folder = new TemporaryFolder();
        KeptEvidence.Copy(Path.Combine(Archive, Last), folder.File("artifacts/calendly"));
        File.Copy(PublicKey, folder.File("audits-signing-key.pub.pem"));
        var output = await RunAsync("bash", "-euc", $"cd {folder.Path}\n{command}");
        Assert.Multiple(() =>
        {
            Assert.That(output, Does.Contain("memberships-0001.json: OK").And.Contain("manifest.json: OK"));
            Assert.That(output, Does.Contain("Verified OK"));
        });
    }

    [Test]
    public async Task The_documented_command_of_git_names_the_commit_of_a_local_team_file()
    {
        var command = await DocumentedAsync("--find-object");
        using var folder = new TemporaryFolder();
        KeptEvidence.Copy(Path.Combine(Archive, Last), folder.File("artifacts/calendly"));
        Directory.CreateDirectory(folder.File("support-team"));
        File.Copy(folder.File("artifacts/calendly/snapshot/inputs/support-team.yaml"), folder.File("support-team/team.yaml"));
        const string Commit = "git -C support-team -c user.name=Erin -c user.email=erin@company.example commit -qam";
        var commits = await RunAsync(
            "bash",
            "-euc",
            $"cd {folder.Path}; git init -q support-team; git -C support-team add -A; {Commit} one; git -C support-team rev-parse HEAD; "
                + $"echo >> support-team/team.yaml; {Commit} two; git -C support-team rev-parse HEAD"
        );
        var output = await RunAsync("bash", "-euc", $"cd {folder.Path}\n{command}");
        Assert.That(
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]),
            Is.EqualTo(commits.Split('\n', StringSplitOptions.RemoveEmptyEntries).Reverse())
        );

        await File.AppendAllTextAsync(folder.File("artifacts/calendly/snapshot/inputs/support-team.yaml"), "# never committed\n");
        Assert.That(await RunAsync("bash", "-euc", $"cd {folder.Path}\n{command}"), Is.Empty);
    }

    [Test]
    [Category(Search.Category)]
    public void Every_flipped_bit_is_found()
    {
        using var kept = new KeptEvidence(Path.Combine(Archive, Last));
        var snapshot = kept.File("snapshot");
        var files = Directory.GetFiles(snapshot, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var (random, unfound) = (new Random(16), new List<string>());
        Assert.That(SnapshotReader.Check(snapshot).Differences, Is.Empty);
        for (var left = Search.Count("AUDIT_FLIPS", 1000, 10_000); left > 0; left--)
        {
            var file = files[random.Next(files.Length)];
            var bytes = File.ReadAllBytes(file);
            var (at, bit) = (random.Next(bytes.Length), random.Next(8));
            bytes[at] ^= (byte)(1 << bit);
            File.WriteAllBytes(file, bytes);
            if (SnapshotReader.Check(snapshot).Differences.Count == 0)
            {
                unfound.Add(string.Create(CultureInfo.InvariantCulture, $"bit {bit} of byte {at} of {file}"));
            }

            bytes[at] ^= (byte)(1 << bit);
            File.WriteAllBytes(file, bytes);
        }

        Assert.That(unfound, Is.Empty);
        Assert.That(SnapshotReader.Check(snapshot).Differences, Is.Empty, "else anything would have been found");
    }

    [Test]
    public async Task An_audit_that_could_not_be_evaluated_verifies_too(
        [Values("token", "no team", "empty team", "team of GitLab")] string why
    )
    {
        await using var audit = await SandboxedAudit.StartAsync();
        switch (why)
        {
            case "token":
                audit.Variables["CALENDLY_TOKEN"] = CalendlyVendor.UserToken;
                break;
            case "no team":
                audit.Request = audit.Request with { TeamPath = "/nowhere/support-team.yaml" };
                break;
            case "empty team":
                audit.Request = audit.Request with { TeamPath = audit.Write("support-team.yaml", "") };
                break;
            default:
                await File.WriteAllTextAsync(
                    audit.Request.SettingsPath,
                    (await File.ReadAllTextAsync(audit.Request.SettingsPath)).Replace(
                        "support-team.yaml",
                        "no-team.yaml",
                        StringComparison.Ordinal
                    )
                );
                break;
        }

        var outcome = await audit.RunAsync();
        using var kept = new KeptEvidence(audit.Request.OutputFolder);
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That((await kept.VerifyAsync()).Single().Line, Does.Contain("as it was written; "));
        });
    }

    [Test]
    public async Task Sums_that_an_auditor_keeps_over_an_archive_make_no_snapshot_of_it()
    {
        using var kept = new KeptEvidence(Archive);
        await RunAsync("bash", "-euc", $"cd {kept.Path}; find . -type f -print0 | xargs -0 sha256sum > ../sums; mv ../sums SHA256SUMS");
        await RunAsync(
            "bash",
            "-euc",
            $"cd {kept.File(Last)}; sha256sum report.* issue.md snapshot/* 2> ../dirs > SHA256SUMS || rm ../dirs"
        );
        Assert.That((await kept.VerifyAsync()).Select(e => e.Line), Has.Exactly(3).Contains(": as it was written; "));

        Directory.Move(kept.File($"{Last}/snapshot"), kept.File($"{Last}/renamed"));
        File.Delete(kept.File($"{Last}/renamed/manifest.json"));
        Assert.That(
            (await kept.VerifyAsync()).Select(e => e.Line),
            Has.Some.Contains($"{Last}/renamed: NOT as it was written: there is no manifest.json"),
            "what is left of a snapshot is still told by its sums"
        );
    }

    [Test]
    public void What_holds_no_evidence_is_an_error_and_no_success()
    {
        using var kept = new KeptEvidence(Archive);
        Directory.CreateDirectory(kept.File("empty"));
        Assert.Multiple(() =>
        {
            Assert.That(
                () => kept.VerifyAsync("empty"),
                Throws.TypeOf<AuditException>().With.Message.Contains("there is no snapshot in it")
            );
            Assert.That(
                () => kept.VerifyAsync("nowhere"),
                Throws.TypeOf<AuditException>().With.Message.Contains("there is no such folder")
            );
            Assert.That(
                () => kept.VerifyAsync($"{Last}/report.json"),
                Throws.TypeOf<AuditException>().With.Message.Contains("unpack the archive first")
            );
        });
    }

    [Test]
    public async Task A_key_that_can_not_sign_is_told_before_anything_is_asked_and_none_of_it_is_shown(
        [Values("missing", "public", "pasted", "curve", "rsa", "password", "text")] string kind
    )
    {
        await using var audit = await SandboxedAudit.StartAsync();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        using var locked = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = NewKey();
        audit.Variables[SigningKey.Variable] = kind switch
        {
            "missing" => "/nowhere/key.pem",
            "public" => PublicKey,
            "pasted" => pem,
            "curve" => audit.Write("key.pem", other.ExportPkcs8PrivateKeyPem()),
            "rsa" => audit.Write("key.pem", rsa.ExportPkcs8PrivateKeyPem()),
            "password" => audit.Write(
                "key.pem",
                locked.ExportEncryptedPkcs8PrivateKeyPem(
                    "password",
                    new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)
                )
            ),
            _ => audit.Write("key.pem", "c2VjcmV0"),
        };
        var failure = (await Assert.ThrowsAsync<AuditException>(audit.RunAsync))!;
        Assert.Multiple(() =>
        {
            Assert.That(failure.Message, Does.StartWith("Reading AUDITS_SIGNING_KEY: "));
            Assert.That(failure.Message, Does.Not.Contain("c2VjcmV0").And.Not.Contain(pem.Split('\n')[1]));
            Assert.That(failure.Kind, Is.EqualTo(FailureKind.ConfigurationOrInfrastructure));
            Assert.That(audit.Sandbox.Requests.Received, Is.Zero);
        });
    }

    /// <summary>The command of the page for auditors that holds some words.</summary>
    private static async Task<string> DocumentedAsync(string words)
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "assurance.md"));
        return page.Split("```bash\n")
            .Skip(1)
            .Select(part => part.Split("\n```")[0])
            .Single(command => command.Contains(words, StringComparison.Ordinal));
    }

    /// <summary>Fails where something waits for what never comes.</summary>
    private static Task<T> SoonAsync<T>(Func<Task<T>> check) => Task.Run(check).WaitAsync(TimeSpan.FromSeconds(60));

    private static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static async Task<string> LineOfLastAsync(KeptEvidence kept, string? key = null) =>
        (await kept.VerifyAsync(key: key)).Single(e => e.Folder.StartsWith(Last, StringComparison.Ordinal)).Line;

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, await output + await error);
        return await output;
    }
}
