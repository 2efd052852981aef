package io.jdup.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything the real duplicity 0.8.22 and gpg 2.2.40 encrypted for the fixtures. */
class FixturesTest {
  private static final Pattern VOLUME =
      Pattern.compile("Volume (\\d+):.*?Hash SHA1 ([0-9a-f]{40})", Pattern.DOTALL);

  static Stream<Path> encryptedFixtures() throws IOException {
    try (Stream<Path> all = Files.list(TestData.FIXTURES)) {
      return all.filter(FixturesTest::isEncrypted).sorted().toList().stream();
    }
  }

  private static boolean isEncrypted(Path fixture) {
    return Files.exists(fixture.resolve("meta.json")) && !gpgFiles(fixture).isEmpty();
  }

  private static List<Path> gpgFiles(Path fixture) {
    try (Stream<Path> files = Files.list(fixture.resolve("archive"))) {
      return files.filter(file -> file.toString().endsWith(".gpg")).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("encryptedFixtures")
  void everyFileDecryptsAndManifestsFitTheirVolumes(Path fixture) throws Exception {
    Decryptor decryptor = decryptorFor(fixture);
    for (Path file : gpgFiles(fixture)) {
      byte[] plain = TestData.decrypt(decryptor, Files.readAllBytes(file));
      if (file.toString().endsWith(".manifest.gpg")) {
        checkManifest(file, new String(plain, StandardCharsets.UTF_8));
      } else {
        assertTrue(plain.length % 512 == 0 || plain.length > 1024, file + " is not a tar file");
      }
    }
  }

  static Stream<Path> signedFixtures() throws IOException {
    List<Path> signed = new ArrayList<>();
    for (Path fixture : encryptedFixtures().toList()) {
      if (meta(fixture).has("signed_by")) {
        signed.add(fixture);
      }
    }
    assertEquals(4, signed.size());
    return signed.stream();
  }

  @ParameterizedTest
  @MethodSource("signedFixtures")
  void everyFileOfASignedArchiveIsVerified(Path fixture) throws Exception {
    String name = meta(fixture).get("signed_by").getAsString();
    for (String demanded : List.of("cv25519", "rsa2048")) {
      PgpSigner signer = TestData.signingKey(demanded).signer();
      SignatureCheck check = SignatureCheck.signedBy(List.of(signer));
      for (Path file : gpgFiles(fixture)) {
        Decryptor decryptor = decryptorFor(fixture);
        try (var in = decryptor.decrypt(Files.newInputStream(file), check)) {
          in.readAllBytes();
          assertEquals(name, demanded, file.toString());
        } catch (SignatureRefusedException e) {
          assertNotEquals(name, demanded, e.getMessage());
        }
      }
    }
  }

  private static JsonObject meta(Path fixture) throws IOException {
    return JsonParser.parseString(Files.readString(fixture.resolve("meta.json"))).getAsJsonObject();
  }

  private static void checkManifest(Path file, String manifest) throws Exception {
    assertTrue(manifest.startsWith("Hostname fixturehost\n"), manifest);
    Matcher volumes = VOLUME.matcher(manifest);
    int found = 0;
    while (volumes.find()) {
      String volume = ".vol" + volumes.group(1) + ".difftar.gpg";
      String name = file.getFileName().toString().replace(".manifest.gpg", volume);
      byte[] bytes = Files.readAllBytes(file.resolveSibling(name));
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(bytes);
      assertEquals(volumes.group(2), HexFormat.of().formatHex(hash), name);
      found++;
    }
    assertTrue(found > 0, "no volume in " + file);
  }

  private static Decryptor decryptorFor(Path fixture) throws IOException {
    JsonObject meta = meta(fixture);
    if (meta.has("passphrase") && !meta.has("keys")) {
      return OpenPgp.decryptWith(Passphrase.of(meta.get("passphrase").getAsString()));
    }
    var names = meta.getAsJsonArray("keys");
    return OpenPgp.decryptWith(
        TestData.secretKey(names.get(names.size() - 1).getAsString())); // hidden ones are last
  }
}
