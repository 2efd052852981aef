package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

  @Test
  void everyOptionOfDuplicityHasItsLine() {
    Set<String> known =
        Arrays.stream(Option.values())
            .flatMap(option -> option.names().stream())
            .collect(Collectors.toSet());
    for (String name : DUPLICITY_0_8_22.strip().split("\\s+")) {
      assertTrue(known.contains("--" + name), name);
    }
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
  void thePageSaysWhatTheProgramDoes() throws IOException {
    List<String> lines = Files.readAllLines(PAGE, StandardCharsets.UTF_8);
    List<String> rows = lines.stream().filter(line -> line.startsWith("| `-")).toList();
    var expected = new ArrayList<String>();
    for (Option option : Option.values()) {
      OptionSpec spec = option.spec();
      String value = " VALUE".repeat(spec.valueCount());
      expected.add(
          "| "
              + option.names().stream()
                  .map(name -> "`" + name + value + "`")
                  .collect(Collectors.joining(", "))
              + " | "
              + spec.treatment().name().toLowerCase(Locale.ROOT)
              + " | "
              + spec.note());
    }
    assertEquals(expected.size(), rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertTrue(rows.get(i).startsWith(expected.get(i)), rows.get(i));
    }
  }
}
