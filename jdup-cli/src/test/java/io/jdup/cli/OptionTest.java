package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.cli.OptionSpec.Treatment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OptionTest {
  private static final Path PAGE = Path.of("..", "docs", "options.md");

  // duplicity --a, --b, ... (0.8.22) answer "ambiguous option" with these and no others
  private static final String DUPLICITY_0_8_22 =
      """
      allow-source-mismatch archive-dir asynchronous-upload azure-blob-tier azure-max-block-size
      azure-max-connections azure-max-single-put-size b2-hide-files backend-retry-delay cf-backend
      compare-data config-dir copy-links current-time do-not-restore-ownership dry-run encrypt-key
      encrypt-secret-keyring encrypt-sign-key exclude exclude-device-files exclude-filelist
      exclude-filelist-stdin exclude-globbing-filelist exclude-if-present exclude-older-than
      exclude-other-filesystems exclude-regexp fail-on-volume file-changed file-prefix
      file-prefix-archive file-prefix-manifest file-prefix-signature file-to-restore force
      ftp-passive ftp-regular full-if-older-than gio gpg-binary gpg-options help hidden-encrypt-key
      idr-fakeroot ignore-errors imap-full-address imap-mailbox include include-filelist
      include-filelist-stdin include-globbing-filelist include-regexp log-fd log-file log-timestamp
      max-blocksize metadata-sync-mode mf-purge mp-segment-size name no-compression no-encryption
      no-files-changed no-print-statistics null-separator num-retries numeric-owner old-filenames
      par2-options par2-redundancy par2-volumes progress progress-rate pydevd rename restore-time
      rsync-options s3-endpoint-url s3-european-buckets s3-kms-grant s3-kms-key-id
      s3-multipart-chunk-size s3-multipart-max-procs s3-multipart-max-timeout s3-region-name
      s3-unencrypted-connection s3-use-deep-archive s3-use-glacier s3-use-glacier-ir s3-use-ia
      s3-use-multiprocessing s3-use-new-style s3-use-onezone-ia s3-use-rrs
      s3-use-server-side-encryption s3-use-server-side-kms-encryption scp-command sftp-command
      short-filenames show-changes-in-set sign-key skip-volume ssh-askpass ssh-options
      ssl-cacert-file ssl-cacert-path ssl-no-check-certificate swift-storage-policy tempdir time
      time-separator timeout use-agent verbosity version volsize
      """;

  // what duplicity(1) of 3.0.4 has and 0.8.22 has not, and its -r, -t, -v, -V, -h
  private static final String DUPLICITY_3_0 =
      """
      concurrency copy-blocksize file-prefix-jsonstat files-from filter-globbing filter-ignorecase
      filter-literal filter-regexp filter-strictcase jsonstat no-check-remote no-restore-ownership
      path-to-restore skip-if-no-change use-gpgsm use-scp webdav-headers
      """;

  private static Set<String> duplicitysOptions() {
    Set<String> names =
        Arrays.stream((DUPLICITY_0_8_22 + DUPLICITY_3_0).strip().split("\\s+"))
            .map(name -> "--" + name)
            .collect(Collectors.toSet());
    names.addAll(Set.of("-h", "-r", "-t", "-v", "-V"));
    return names;
  }

  @Test
  void everyOptionOfDuplicityHasItsLine() {
    Set<String> known =
        Arrays.stream(Option.values())
            .filter(option -> option.spec().treatment() != Treatment.OWN)
            .flatMap(option -> option.names().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(duplicitysOptions()), known, "own ones are to be marked as such");
  }

  @Test
  void noSpellingMeansTwoThings() {
    var seen = new HashSet<String>();
    for (Option option : Option.values()) {
      option.names().forEach(name -> assertTrue(seen.add(name), name));
    }
    var commands = new HashSet<String>();
    Command.allNames().forEach(name -> assertTrue(commands.add(name), name));
  }

  @Test
  void thePageSaysWhatBecomesOfEachOption() throws IOException {
    List<String> rows = rows("| `-");
    assertEquals(Option.values().length, rows.size());
    Iterator<String> next = rows.iterator();
    for (Option option : Option.values()) {
      OptionSpec spec = option.spec();
      String value = " VALUE".repeat(spec.valueCount());
      String start =
          ("| " + quoted(option.names().stream().map(name -> name + value).toList()))
              + (" | " + spec.treatment().answer() + " | ");
      String row = next.next();
      assertTrue(row.startsWith(start), () -> row + "\nis to begin\n" + start);
      assertTrue(row.contains(spec.note()), () -> row + "\nis to say\n" + spec.note());
      assertTrue(row.length() > start.length() + 5, () -> row + "\nis to say what it does");
      for (String scheme : spec.refusedFor()) {
        assertTrue(row.contains("`" + scheme + "://`"), () -> row + "\nlacks " + scheme);
      }
    }
  }

  @Test
  void thePageSaysWhatBecomesOfEachCommand() throws IOException {
    List<String> pages = Files.readAllLines(PAGE, StandardCharsets.UTF_8);
    List<String> rows =
        pages.subList(pages.indexOf("# Commands"), pages.indexOf("# Exit codes")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();
    assertEquals(Command.values().length, rows.size());
    Iterator<String> next = rows.iterator();
    for (Command command : Command.values()) {
      String aliases = quoted(command.names().subList(1, command.names().size()));
      String start =
          ("| `" + command.word() + "` |" + (aliases.isEmpty() ? "" : " " + aliases))
              + (" | " + command.answer().answer() + " | ");
      String row = next.next();
      assertTrue(row.startsWith(start), () -> row + "\nis to begin\n" + start);
    }
  }

  private static List<String> rows(String start) throws IOException {
    return Files.readAllLines(PAGE, StandardCharsets.UTF_8).stream()
        .filter(line -> line.startsWith(start))
        .toList();
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }
}
