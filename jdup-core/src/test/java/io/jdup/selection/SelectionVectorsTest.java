package io.jdup.selection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jdup.selection.SelectionException.Reason;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What duplicity 0.8.22 selects. The cases come from {@code testdata/gen-selection-vectors.py},
 * which asks the installed program.
 */
class SelectionVectorsTest {
  private static final Path VECTORS = Path.of("..", "testdata", "vectors", "selection.json");
  private static final Map<Integer, Reason> EXIT_CODES =
      Map.of(14, Reason.OUTSIDE_SOURCE, 15, Reason.MALFORMED_GLOB, 16, Reason.REDUNDANT_INCLUDE);

  private static JsonObject vectors() throws IOException {
    try (Reader reader = Files.newBufferedReader(VECTORS)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  @TestFactory
  Stream<DynamicTest> selectsWhatDuplicitySelects() throws IOException {
    JsonObject vectors = vectors();
    FakeTree tree = treeOf(vectors);
    JsonArray cases = vectors.getAsJsonArray("cases");
    assertEquals(97, cases.size());
    return cases.asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(c -> DynamicTest.dynamicTest(nameOf(c), () -> check(c, tree)));
  }

  private static String nameOf(JsonObject vector) {
    return vector.get("root").getAsString() + " " + vector.get("options");
  }

  private static FakeTree treeOf(JsonObject vectors) {
    var tree = new FakeTree();
    for (JsonElement entry : vectors.getAsJsonArray("tree")) {
      String path = entry.getAsString();
      if (path.endsWith("/")) {
        tree.directory(path.substring(0, path.length() - 1));
      } else {
        tree.file(path, Instant.ofEpochSecond(path.equals("foo") ? 1690000000 : 1600000000));
      }
    }
    vectors.getAsJsonObject("symlinks").keySet().forEach(tree::other);
    vectors.getAsJsonArray("fifos").forEach(fifo -> tree.other(fifo.getAsString()));
    return tree;
  }

  private static void check(JsonObject vector, FakeTree tree) {
    String root = vector.get("root").getAsString();
    if (vector.has("exit_code")) {
      Reason expected = EXIT_CODES.get(vector.get("exit_code").getAsInt());
      assertEquals(expected, reasonOf(vector, tree, root));
    } else {
      List<String> expected = new ArrayList<>();
      vector.getAsJsonArray("selected").forEach(path -> expected.add(path.getAsString()));
      assertEquals(expected, tree.selected(root, selectionOf(vector)));
    }
  }

  private static Reason reasonOf(JsonObject vector, FakeTree tree, String root) {
    try {
      tree.selected(root, selectionOf(vector));
    } catch (SelectionException e) {
      return e.reason();
    }
    throw new AssertionError("not refused");
  }

  private static Selection selectionOf(JsonObject vector) {
    boolean nul = vector.has("null_separator");
    Selection selection = Selection.everything();
    for (JsonElement element : vector.getAsJsonArray("options")) {
      JsonArray option = element.getAsJsonArray();
      JsonElement argument = option.get(1);
      selection =
          with(
              selection,
              option.get(0).getAsString(),
              argument.isJsonNull() ? "" : argument.getAsString(),
              nul);
    }
    return selection;
  }

  private static Selection with(Selection selection, String option, String argument, boolean nul) {
    return switch (option) {
      case "--include" -> selection.include(argument);
      case "--exclude" -> selection.exclude(argument.getBytes(UTF_8));
      case "--include-filelist" -> selection.includeFilelist(listOf(argument, nul));
      case "--exclude-filelist" -> selection.excludeFilelist(listOf(argument, nul));
      case "--include-regexp" -> selection.includeRegexp(argument);
      case "--exclude-regexp" -> selection.excludeRegexp(argument);
      case "--exclude-if-present" -> selection.excludeIfPresent(argument);
      case "--exclude-device-files" -> selection.excludeDeviceFiles();
      case "--exclude-other-filesystems" -> selection.excludeOtherFilesystems();
      case "--exclude-older-than" ->
          selection.excludeOlderThan(Instant.ofEpochSecond(Long.parseLong(argument)));
      default -> throw new AssertionError(option);
    };
  }

  private static Filelist listOf(String content, boolean nul) {
    Filelist list = Filelist.of("list", content);
    return nul ? list.nulSeparated() : list;
  }
}
