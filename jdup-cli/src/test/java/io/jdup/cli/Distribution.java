package io.jdup.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A distribution made of what the tests run with: {@code bin/jdup} and all jars in {@code lib}. */
final class Distribution {
  private static final Path HOME = Path.of("src/main/distribution");

  private Distribution() {}

  /** Lays it out below {@code directory}, readable for everybody; returns the script. */
  static Path in(Path directory) throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path lib = Files.createDirectories(directory.resolve("lib"));
    Path script = Files.copy(HOME.resolve("bin/jdup"), bin.resolve("jdup"));
    Files.copy(HOME.resolve("lib/compiler.json"), lib.resolve("compiler.json"));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    layOutJars(lib);
    return script;
  }

  private static void layOutJars(Path lib) throws IOException {
    var others = new ArrayList<String>();
    Path own = Path.of("target/classes").toAbsolutePath();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      String name = "part-" + others.size() + ".jar";
      if (Files.isRegularFile(path)) {
        Files.copy(path, lib.resolve(name));
        others.add(name);
      } else if (path.endsWith("target/classes") && !path.equals(own)) {
        writeJar(lib.resolve(name), path, new Manifest());
        others.add(name);
      }
    }
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", others));
    writeJar(lib.resolve("jdup-cli-test.jar"), own, manifest);
  }

  private static void writeJar(Path jar, Path classes, Manifest manifest) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        var entries = new JarOutputStream(out, manifest);
        Stream<Path> all = Files.walk(classes)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(file).toString();
        if (!name.equals("META-INF/MANIFEST.MF")) {
          entries.putNextEntry(new JarEntry(name));
          Files.copy(file, entries);
        }
      }
    }
  }
}
