package io.jdup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdup.crypto.Decryptor;
import io.jdup.crypto.Inflating;
import io.jdup.crypto.SignatureCheck;
import io.jdup.crypto.WrongPassphraseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AskingDecryptorTest {
  private static final SignatureCheck NO_DEMAND =
      SignatureCheck.demandingNone(List.of(), (keyId, reason) -> {});
  private static final Inflating OURS = (format, deflated) -> deflated;

  private final List<Inflating> handedOn = new ArrayList<>();

  @Test
  void decompressorIsHandedOnBeforeAndAfterAsking() throws IOException {
    var around =
        new Surroundings(
            Map.of(),
            Clock.systemUTC(),
            prompt -> Optional.of("x".toCharArray()),
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
    Decryptor open = recording(/* opens= */ true);
    var asking =
        new AskingDecryptor(
            recording(/* opens= */ false), passphrase -> open, new Passphrases(around, false));
    asking.decrypt(InputStream.nullInputStream(), NO_DEMAND, OURS).close();
    assertEquals(List.of(OURS, OURS), handedOn);
    asking.decrypt(InputStream.nullInputStream(), NO_DEMAND, OURS).close();
    assertEquals(List.of(OURS, OURS, OURS), handedOn);
  }

  private Decryptor recording(boolean opens) {
    return new Decryptor() {
      @Override
      public InputStream decrypt(InputStream source) {
        throw new AssertionError("the decompressor is lost");
      }

      @Override
      public InputStream decrypt(InputStream source, SignatureCheck check, Inflating inflating)
          throws IOException {
        handedOn.add(inflating);
        if (!opens) {
          throw new WrongPassphraseException("not this one", null);
        }
        return source;
      }

      @Override
      public String fileSuffix() {
        return ".gpg";
      }
    };
  }
}
