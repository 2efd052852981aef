package io.jdup.internal.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks and writes trees in other JVMs: other locales, another user, no JNA. */
class CopiedTreeIT {
  private static final String MAKE =
      "mkdir source; cd source; touch $'\\xff' $'new\\nline' ' ' $(printf 'n%.0s' $(seq 255))"
          + " $(printf '\\xfe%.0s' $(seq 255)) '%41' '?' 'a+b'; mkdir $'d\\xc3\\xa4\\xff';"
          + " echo content >$'d\\xc3\\xa4\\xff/\\xc3\\xbc'; ln -s $'\\xff/..//\\xfe/' link;"
          + " touch -hd @1234567890 * .";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"LANG=", "LC_ALL=C", "LC_ALL=C.UTF-8"})
  void namesKeepTheirBytesInEveryLocale(String variable) throws Exception {
    Shell.run(directory, MAKE);
    assertEquals("", copyInOtherJvm(List.of(), variable, System.getProperty("java.class.path")));
    Path source = directory.resolve("source");
    assertEquals(Shell.describe(source), Shell.describe(directory.resolve("target")));
  }

  @Test
  void withoutJnaFifosFailByNameAndTheRestIsRestored() throws Exception {
    Shell.run(directory, "mkdir source; cd source; mkfifo p; ln -s a//b l; echo x >z");
    String withoutJna =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.contains("jna"))
            .collect(Collectors.joining(File.pathSeparator));
    assertEquals(
        "'p' was not restored: Java alone cannot do this: put JNA (net.java.dev.jna:jna) on the"
            + " class path\n",
        copyInOtherJvm(List.of(), "LC_ALL=C", withoutJna));
    Path target = directory.resolve("target");
    assertEquals("x\n", Files.readString(target.resolve("z")));
    assertEquals("a/b\n", Shell.run(target, "readlink l"));
  }

  @Test
  void anotherUserRestoresAllButOwners() throws Exception {
    assumeTrue(Shell.isRoot(), "only root can become another user");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
    String classPath = readableClassPath();
    Shell.run(
        directory,
        "chmod 755 .; mkdir source; cd source; mkdir closed ro; touch closed/x ro/a; chmod 700 closed;"
            + " echo x >mine; echo y >secret; chmod 600 secret; echo s >setuid; chmod 6755 setuid;"
            + " cp setuid own; chown 65534:65534 mine own ro; chmod 400 mine; chmod 6711 own;"
            + " ln -s x l; mkfifo p; chmod 555 ro; touch -hd @1000000000 * .;"
            + " mkdir ../free; chmod 777 ../free");
    List<String> asNobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    String failures = copyInOtherJvm(asNobody, "LC_ALL=C", classPath, "free/target");
    assertEquals(List.of("closed secret", "unreadable closed"), failures.lines().sorted().toList());
    assertEquals(
        """
        l 777 65534
        mine 400 65534 1000000000
        own 6711 65534 1000000000
        p 644 65534 1000000000
        ro 555 65534 1000000000
        ro/a 644 65534
        setuid 755 65534 1000000000
        """,
        Shell.run(
            directory.resolve("free/target"),
            "for f in l mine own p ro ro/a setuid; do case $f in l|ro/a) stat -c '%n %a %u' $f;;"
                + " *) stat -c '%n %a %u %Y' $f;; esac; done"));
  }

  // The build and the local repository may be closed to other users.
  private String readableClassPath() throws Exception {
    Path copy = Files.createDirectory(directory.resolve("classes"));
    var classPath = new ArrayList<String>();
    for (Class<?> type :
        List.of(TreeWriter.class, CopiedTree.class, NullMarked.class, Native.class)) {
      Path origin = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path readable = copy.resolve(type.getSimpleName());
      if (Files.isDirectory(origin)) {
        copyClasses(origin.resolve("io/jdup"), readable.resolve("io/jdup"));
      } else {
        Files.copy(origin, readable);
      }
      classPath.add(readable.toString());
    }
    Shell.run(copy, "chmod -R a+rX .");
    return String.join(File.pathSeparator, classPath);
  }

  private static void copyClasses(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path place = to.resolve(from.relativize(file));
        Files.createDirectories(place.getParent());
        Files.copy(file, place);
      }
    }
  }

  private String copyInOtherJvm(List<String> prefix, String variable, String classPath)
      throws Exception {
    return copyInOtherJvm(prefix, variable, classPath, "target");
  }

  private String copyInOtherJvm(
      List<String> prefix, String variable, String classPath, String target) throws Exception {
    var command = new ArrayList<>(prefix);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    command.addAll(List.of(java, "-cp", classPath, CopiedTree.class.getName()));
    for (String name : List.of("source", target)) {
      command.add(directory.resolve(name).toUri().toString());
    }
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("LANG"));
    String[] nameAndValue = variable.split("=", -1);
    environment.put(nameAndValue[0], nameAndValue[1]);
    Path errors = directory.resolve("errors");
    builder.redirectError(errors.toFile());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), Files.readString(errors));
    assertTrue(output.length() < 10_000);
    return output;
  }
}
