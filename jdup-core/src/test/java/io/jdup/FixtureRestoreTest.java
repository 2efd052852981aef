package io.jdup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jdup.collection.FileNaming;
import io.jdup.report.Outcome;
import io.jdup.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Restores every state of every archive that real duplicity wrote; {@code
 * testdata/make-fixtures.sh} made them and the listings of what duplicity itself restores.
 */
class FixtureRestoreTest {
  private static final Path FIXTURES = Path.of("..", "testdata", "fixtures");

  @TempDir private Path temp;

  @TestFactory
  Stream<DynamicTest> everyStateRestoresToTheTreeThatDuplicityRestores() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> fixtures = Files.list(FIXTURES)) {
      for (Path fixture : fixtures.sorted().toList()) {
        if (Files.exists(fixture.resolve("meta.json"))) {
          JsonObject meta =
              JsonParser.parseString(Files.readString(fixture.resolve("meta.json")))
                  .getAsJsonObject();
          for (var state : meta.getAsJsonArray("states")) {
            long time = state.getAsJsonObject().get("time").getAsLong();
            tests.add(
                dynamicTest(fixture.getFileName() + " " + time, () -> check(fixture, meta, time)));
          }
        }
      }
    }
    assertEquals(32, tests.stream().map(t -> t.getDisplayName().split(" ")[0]).distinct().count());
    return tests.stream();
  }

  private void check(Path fixture, JsonObject meta, long time) throws IOException {
    Path target = temp.resolve(fixture.getFileName() + "-" + time);
    Restore restore =
        Restore.from(fixture.resolve("archive").toUri())
            .fileNaming(naming(meta))
            .asOf(Instant.ofEpochSecond(time))
            .archiveDir(temp.resolve("no-archive-dir"));
    if (meta.has("signed_by")) {
      String signer = meta.get("signed_by").getAsString();
      restore = restore.requireSignedBy(FixtureKeys.signingKey(signer).signer());
    }
    RestoreReport report = FixtureKeys.unlock(restore, meta).withPrivileges().into(target);
    assertEquals(
        comparable(TreeListing.read(fixture.resolve("state-" + time + ".restored.mtree"))),
        comparable(TreeListing.of(target)));
    // Old tars lost the bytes of one name, which puts its entry out of order: duplicity drops it
    // and
    // says nothing, jdup drops it and says so.
    int lost = fixture.endsWith("gnu-tar-chain") ? 1 : 0;
    assertEquals(lost, report.errors(), report.skipped().toString());
    assertEquals(lost == 0 ? Outcome.COMPLETE : Outcome.COMPLETE_WITH_ERRORS, report.outcome());
  }

  private static FileNaming naming(JsonObject meta) {
    FileNaming naming = FileNaming.DEFAULT;
    String[] words = meta.get("options").getAsString().split(" ");
    for (int i = 0; i + 1 < words.length; i++) {
      String value = words[i + 1];
      naming =
          switch (words[i]) {
            case "--file-prefix" -> naming.withPrefix(value);
            case "--file-prefix-manifest" -> naming.withManifestPrefix(value);
            case "--file-prefix-archive" -> naming.withArchivePrefix(value);
            case "--file-prefix-signature" -> naming.withSignaturePrefix(value);
            default -> naming;
          };
    }
    return naming;
  }

  // Only root may make devices and give files away; what another user gets is compared without.
  private static String comparable(List<String> listing) {
    boolean root = "root".equals(System.getProperty("user.name"));
    return listing.stream()
        .map(line -> line.split("\t"))
        .filter(columns -> root || !columns[1].equals("c") && !columns[1].equals("b"))
        .map(columns -> root ? columns : withoutOwner(columns))
        .map(columns -> String.join("\t", columns))
        .collect(Collectors.joining("\n"));
  }

  private static String[] withoutOwner(String[] columns) {
    String[] copy = Arrays.copyOf(columns, columns.length);
    copy[3] = "-";
    copy[4] = "-";
    if (!copy[2].equals("-")) {
      copy[2] = "0" + copy[2].substring(1); // setuid and setgid go with the owner
    }
    return copy;
  }
}
