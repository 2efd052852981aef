package io.jdup.transport.sftp;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import io.jdup.transport.CredentialSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A private key in a file. Its passphrase is asked for only when the server wants this key. */
final class KeyFile implements Identity {
  private static final int MAX_UTF8_BYTES = 3; // for one char

  private final Path file;
  private final KeyPair keys;
  private final CredentialSource credentials;
  private final List<String> notes;

  private KeyFile(Path file, KeyPair keys, CredentialSource credentials, List<String> notes) {
    this.file = file;
    this.keys = keys;
    this.credentials = credentials;
    this.notes = notes;
  }

  /** Reads {@code file}; when that fails, adds why to {@code notes}. */
  static Optional<KeyFile> read(Path file, CredentialSource credentials, List<String> notes) {
    byte[] content = new byte[0];
    try {
      content = Files.readAllBytes(file);
      KeyPair pair = KeyPair.load(new JSch(), content, null);
      var key = new KeyFile(file, pair, credentials, notes);
      // old PEM files hide the public half too
      boolean usable = pair.getPublicKeyBlob() != null || key.unlock();
      return usable && pair.getPublicKeyBlob() != null ? Optional.of(key) : Optional.empty();
    } catch (IOException e) {
      notes.add("cannot read " + file);
    } catch (JSchException e) {
      notes.add(file + " is not a private key jdup can read");
    } finally {
      Arrays.fill(content, (byte) 0);
    }
    return Optional.empty();
  }

  private boolean unlock() {
    if (!keys.isEncrypted()) {
      return true;
    }
    try {
      Optional<char[]> passphrase = credentials.passphrase(file.toString());
      if (passphrase.isEmpty()) {
        notes.add(file + " needs a passphrase and none was given");
        return false;
      }
      if (keys.decrypt(utf8(passphrase.get()))) {
        return true;
      }
      notes.add("the passphrase given for " + file + " is wrong");
    } catch (IOException e) {
      notes.add("no passphrase for " + file + ": " + e.getMessage());
    }
    return false;
  }

  static byte[] utf8(char[] secret) {
    ByteBuffer encoded = ByteBuffer.allocate(MAX_UTF8_BYTES * secret.length);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(secret), encoded, true);
    byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
    Arrays.fill(encoded.array(), (byte) 0);
    Arrays.fill(secret, '\0');
    return bytes;
  }

  @Override
  public byte[] getPublicKeyBlob() {
    return keys.getPublicKeyBlob();
  }

  @Override
  public String getAlgName() {
    return HostKeyCheck.type(getPublicKeyBlob());
  }

  @Override
  @SuppressWarnings("NullAway") // JSch goes on with the next key when there is no signature
  public byte @Nullable [] getSignature(byte[] data) {
    return unlock() ? keys.getSignature(data) : null;
  }

  @Override
  @SuppressWarnings("NullAway") // as above
  public byte @Nullable [] getSignature(byte[] data, String algorithm) {
    return unlock() ? keys.getSignature(data, algorithm) : null;
  }

  @Override
  public String getName() {
    return file.toString();
  }

  /** Says no, lest JSch ask for a passphrase itself and give up without one. */
  @Override
  public boolean isEncrypted() {
    return false;
  }

  @Override
  public boolean setPassphrase(byte[] passphrase) {
    return true;
  }

  @Override
  public void clear() {
    keys.dispose();
  }
}
