package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Restores archives of the real duplicity through the command as somebody who is not root, with
 * neither gpg nor duplicity to be found. Owners and devices are root's privilege and left out.
 */
class OtherUserIT {
  private static final Path TESTDATA = Path.of("..", "testdata").toAbsolutePath().normalize();

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"gz-chain", "multivol-gpg", "sym-chain", "two-chains"})
  void lastStateRestoresWithoutRootGpgAndDuplicity(String name) throws Exception {
    assumeTrue(Workplace.isRoot(), "other tests do this when their user is not root");
    Workplace.require("python3");
    Path fixture = TESTDATA.resolve("fixtures").resolve(name);
    JsonObject meta =
        JsonParser.parseString(Files.readString(fixture.resolve("meta.json"))).getAsJsonObject();
    Path own = directory.resolve("own");
    Workplace.copyTree(fixture.resolve("archive"), own.resolve("archive"));
    Path lister = Files.copy(TESTDATA.resolve("mtree.py"), own.resolve("mtree.py"));
    Workplace rootsPlace = Workplace.in(own);
    Workplace place = rootsPlace.asNobody();

    String time = lastTime(meta);
    Ran restore =
        place
            .with("PATH", path(own))
            .with("PASSPHRASE", text(meta, "passphrase"))
            .jdup("restore", "-t", time, place.url("archive"), "out");

    // what only root can make is reported by a line and an exit code, and nothing else is
    restore.ended(restore.err().isEmpty() ? 0 : ExitCodes.DONE_WITH_ERRORS);
    Path wanted = fixture.resolve("state-" + time + ".restored.mtree");
    assertEquals(
        comparable(Files.readAllLines(wanted)),
        comparable(
            rootsPlace
                .run("python3", lister.toString(), "out")
                .succeeded()
                .out()
                .lines()
                .toList()));
  }

  // The script needs nothing but sh, and Java is called by its full name.
  private static String path(Path own) throws IOException {
    Path bin = Files.createDirectories(own.resolve("few"));
    if (!Files.exists(bin.resolve("sh"))) {
      Files.createSymbolicLink(bin.resolve("sh"), Path.of("/bin/sh"));
    }
    return bin.toString();
  }

  private static String lastTime(JsonObject meta) {
    var states = meta.getAsJsonArray("states");
    return states.get(states.size() - 1).getAsJsonObject().get("time").getAsString();
  }

  private static String text(JsonObject meta, String name) {
    return meta.has(name) && !meta.get(name).isJsonNull() ? meta.get(name).getAsString() : "";
  }

  private static String comparable(List<String> listing) {
    Stream<String[]> rows = listing.stream().map(line -> line.split("\t", -1));
    return rows.filter(columns -> !columns[1].equals("c") && !columns[1].equals("b"))
        .map(OtherUserIT::withoutOwner)
        .collect(Collectors.joining("\n"));
  }

  private static String withoutOwner(String[] columns) {
    columns[3] = "-";
    columns[4] = "-";
    if (!columns[2].equals("-")) {
      columns[2] = "0" + columns[2].substring(1); // setuid and setgid go with the owner
    }
    return String.join("\t", columns);
  }
}
