package io.jdup.crypto;

import static io.jdup.crypto.Messages.PLAIN;
import static io.jdup.crypto.Messages.announcement;
import static io.jdup.crypto.Messages.join;
import static io.jdup.crypto.Messages.literal;
import static io.jdup.crypto.Messages.packet;
import static io.jdup.crypto.Messages.signature;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signatures that are missing, of others, or do not fit. */
class SignatureCheckTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC);
  private static final byte[] OTHER = "what was not signed".getBytes(StandardCharsets.UTF_8);

  private static PgpSigningKey curve;
  private static PgpSigningKey rsa;

  @BeforeAll
  static void readKeys() throws IOException {
    curve = TestData.signingKey("cv25519").clock(CLOCK);
    rsa = TestData.signingKey("rsa2048").clock(CLOCK);
  }

  private static byte[] decrypt(byte[] inside, SignatureCheck check) throws IOException {
    return decrypt(inside, check, OpenPgp.decryptWith(Passphrase.of("p")));
  }

  private static byte[] decrypt(byte[] inside, SignatureCheck check, Decryptor decryptor)
      throws IOException {
    byte[] message = Messages.encrypted("p", inside);
    try (var in = decryptor.decrypt(new ByteArrayInputStream(message), check)) {
      return in.readAllBytes();
    }
  }

  private static SignatureCheck by(PgpSigningKey... keys) {
    return SignatureCheck.signedBy(List.of(keys).stream().map(PgpSigningKey::signer).toList());
  }

  private static void assertRefused(byte[] inside, SignatureCheck check, String words) {
    var e = assertThrows(SignatureRefusedException.class, () -> decrypt(inside, check));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  private static byte[] signedBy(PgpSigningKey key) throws IOException {
    return join(announcement(key), literal(PLAIN), signature(key, PLAIN));
  }

  @Test
  void theSignerThatIsDemandedIsFoundAmongSeveral() throws IOException {
    assertArrayEquals(PLAIN, decrypt(signedBy(curve), by(curve)));
    assertArrayEquals(PLAIN, decrypt(signedBy(rsa), by(curve, rsa)));
    byte[] both =
        join(
            announcement(curve),
            announcement(rsa),
            literal(PLAIN),
            signature(rsa, PLAIN),
            signature(curve, PLAIN));
    assertArrayEquals(PLAIN, decrypt(both, by(curve)));
    assertArrayEquals(PLAIN, decrypt(both, by(rsa)));
  }

  @Test
  void aSignatureMayStandBeforeTheContentOrAroundItsCompression() throws IOException {
    byte[] before = join(signature(curve, PLAIN), literal(PLAIN));
    assertArrayEquals(PLAIN, decrypt(before, by(curve)));
    byte[] compressed = packet(PacketTag.COMPRESSED, join(new byte[] {0}, literal(PLAIN)));
    byte[] around = join(announcement(curve), compressed, signature(curve, PLAIN));
    assertArrayEquals(PLAIN, decrypt(around, by(curve)));
  }

  @Test
  void aSignatureThatWasStrippedIsMissed() throws IOException {
    assertRefused(
        literal(PLAIN), by(curve), "it is not signed; a signature is demanded by B2AF084D");
    assertRefused(literal(PLAIN), by(curve), "; use another copy, or demand none if you know");
    assertArrayEquals(PLAIN, decrypt(literal(PLAIN), nothing(new ArrayList<>())));
  }

  @Test
  void anAnnouncementAloneIsNoSignature() throws IOException {
    byte[] announced = join(announcement(curve), literal(PLAIN));
    assertRefused(announced, by(curve), "announced signature is missing");
    byte[] half =
        join(announcement(curve), announcement(rsa), literal(PLAIN), signature(rsa, PLAIN));
    assertRefused(half, by(rsa), "announced signature is missing");
  }

  @Test
  void aSignatureByAnotherKeyIsRefused() throws IOException {
    assertRefused(signedBy(rsa), by(curve), "signed by key " + rsa.signingKeyId());
    Decryptor knowing =
        OpenPgp.decryptWith(SecretKeys.of(TestData.secretKey("rsa2048")), Passphrase.of("p"));
    byte[] inside = signedBy(rsa);
    var e =
        assertThrows(SignatureRefusedException.class, () -> decrypt(inside, by(curve), knowing));
    assertTrue(e.getMessage().startsWith("it is signed by " + rsa.fingerprint()), e.getMessage());
  }

  @Test
  void aSignatureOfOtherContentIsRefusedWhetherOneIsDemandedOrNot() throws IOException {
    for (PgpSigningKey key : List.of(curve, rsa)) {
      byte[] inside = join(announcement(key), literal(PLAIN), signature(key, OTHER));
      assertRefused(inside, by(key), "does not fit the content");
      var known = SignatureCheck.demandingNone(List.of(key.signer()), (id, reason) -> {});
      assertRefused(inside, known, "does not fit the content");
    }
  }

  @Test
  void oneBadSignatureSpoilsAGoodOne() throws IOException {
    byte[] inside =
        join(
            announcement(curve),
            announcement(rsa),
            literal(PLAIN),
            signature(rsa, OTHER),
            signature(curve, PLAIN));
    assertRefused(inside, by(curve, rsa), "does not fit the content");
  }

  @Test
  void everyFlippedBitOfASignatureIsSeen() throws IOException {
    for (PgpSigningKey key : List.of(curve, rsa)) {
      byte[] good = signature(key, PLAIN);
      int unhashed = 12; // bytes of the area that is not hashed: its length, and the key id
      for (int at = 3; at < good.length; at++) {
        byte[] changed = good.clone();
        changed[at] ^= (byte) 0x80;
        byte[] inside = join(announcement(key), literal(PLAIN), changed);
        if (!isKeyId(good, at, unhashed)) {
          var e = assertThrows(CryptoException.class, () -> decrypt(inside, by(key)), "" + at);
          assertTrue(e.getMessage().length() > 10, e.getMessage());
        }
      }
    }
  }

  /** The key id is a hint only: the fingerprint, which is signed, says the same. */
  private static boolean isKeyId(byte[] packet, int at, int unhashed) {
    int header = packet[1] > 0 ? 2 : 3;
    int hashedEnd = header + 6 + 29;
    return at >= hashedEnd && at < hashedEnd + unhashed;
  }

  @Test
  void everyFlippedBitOfTheContentIsSeen() throws IOException {
    byte[] signature = signature(curve, PLAIN);
    for (int at = 0; at < PLAIN.length; at++) {
      byte[] changed = PLAIN.clone();
      changed[at] ^= 0x40;
      assertRefused(
          join(announcement(curve), literal(changed), signature), by(curve), "does not fit");
    }
  }

  // Volumes and signatures are decoded by several threads, and all of them have the same signer.
  @Test
  void oneSignerChecksForManyThreadsAtOnce() throws Exception {
    byte[] inside = signedBy(curve);
    SignatureCheck check = by(curve);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<byte[]>> decrypted = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        decrypted.add(threads.submit(() -> decrypt(inside, check)));
      }
      for (Future<byte[]> each : decrypted) {
        assertArrayEquals(PLAIN, each.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aHashThatWasNotAnnouncedIsRefused() throws IOException {
    byte[] announced = curve.announcement();
    announced[2] = (byte) HashAlgorithm.SHA1.id();
    byte[] inside =
        join(
            packet(PacketTag.ONE_PASS_SIGNATURE, announced),
            literal(PLAIN),
            signature(curve, PLAIN));
    assertRefused(inside, by(curve), "does not fit");
  }

  @Test
  void malformedSignaturesAreRefusedAndUnknownOnesProveNothing() throws IOException {
    byte[] announcement = announcement(curve);
    for (byte[] body :
        List.of(
            new byte[0],
            new byte[] {4},
            new byte[] {4, 0, 22, 8, 0, 9, 1},
            new byte[] {4, 0, 22, 8, 0, 1, (byte) 200, 0, 0},
            new byte[] {3, 5, 0, 1, 2},
            new byte[] {3, 9, 0, 1, 2})) {
      byte[] inside = join(announcement, literal(PLAIN), packet(PacketTag.SIGNATURE, body));
      assertRefused(inside, nothing(new ArrayList<>()), "malformed");
    }
    byte[] future = packet(PacketTag.SIGNATURE, new byte[] {6, 0, 27, 10, 0, 0, 0, 0});
    byte[] inside = join(announcement, literal(PLAIN), future);
    var told = new ArrayList<String>();
    assertArrayEquals(PLAIN, decrypt(inside, nothing(told)));
    assertEquals(List.of("0000000000000000 it is of unknown version 6"), told);
    assertRefused(inside, by(curve), "unknown version 6");
  }

  private static SignatureCheck nothing(List<String> told) {
    return SignatureCheck.demandingNone(
        List.of(), (keyId, reason) -> told.add(keyId + " " + reason));
  }

  @Test
  void anUnknownSignerIsToldAndNoObstacle() throws IOException {
    var told = new ArrayList<String>();
    assertArrayEquals(PLAIN, decrypt(signedBy(curve), nothing(told)));
    assertEquals(
        List.of(
            "24C7A2540766C968 it is signed by key 24C7A2540766C968, whose public key is not at"
                + " hand"),
        told);
    told.clear();
    Decryptor knowing =
        OpenPgp.decryptWith(SecretKeys.of(TestData.secretKey("cv25519")), Passphrase.of("p"));
    assertArrayEquals(PLAIN, decrypt(signedBy(curve), nothing(told), knowing));
    assertEquals(List.of(), told, "a signature that fits is nothing to tell of");
  }

  @Test
  void whatIsDemandedShowsAtTheEndEvenIfReadInPieces() throws IOException {
    byte[] plain = TestData.noise(300_000, 1);
    byte[] message = TestData.encrypt(TestData.quick("p").signWith(rsa), plain);
    Decryptor decryptor = OpenPgp.decryptWith(Passphrase.of("p"));
    try (InputStream in = decryptor.decrypt(new ByteArrayInputStream(message), by(curve))) {
      assertThrows(
          SignatureRefusedException.class, () -> in.transferTo(OutputStream.nullOutputStream()));
      assertThrows(SignatureRefusedException.class, in::read, "it must fail again, not end");
    }
  }

  @Test
  void aDecryptorThatKnowsNoSignaturesRefusesTheDemand() {
    var closed = new boolean[1];
    var source =
        new ByteArrayInputStream(PLAIN) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    Decryptor foreign =
        new Decryptor() {
          @Override
          public InputStream decrypt(InputStream encrypted) {
            return encrypted;
          }

          @Override
          public String fileSuffix() {
            return ".gpg";
          }
        };
    assertThrows(SignatureRefusedException.class, () -> foreign.decrypt(source, by(curve)));
    assertTrue(closed[0]);
    assertThrows(IllegalArgumentException.class, () -> SignatureCheck.signedBy(List.of()));
  }

  @Test
  void signaturesAreDatedByTheKeysClock() throws IOException {
    byte[] body = curve.signature(curve.hash().digest());
    SignaturePacket packet = SignaturePacket.read(new ByteArrayInputStream(body));
    assertEquals(CLOCK.instant(), packet.created());
    assertEquals(curve.signingKeyId(), Octets.keyIdText(packet.keyId()));
  }
}
