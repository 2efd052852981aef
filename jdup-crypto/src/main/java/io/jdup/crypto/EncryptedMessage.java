package io.jdup.crypto;

import java.io.IOException;
import java.io.InputStream;

/**
 * The outermost packets: session keys, then the protected data, then nothing more.
 *
 * <p>Source: RFC 4880 section 11.3.
 */
final class EncryptedMessage {
  static final String WRONG_PASSPHRASE =
      "the passphrase does not open the message (or its first bytes are damaged); give the one it"
          + " was made with";

  private static final int PROTECTION_VERSION = 1;

  private final PacketInput packets;
  private final SessionKeySearch search;
  private final MessageSignatures signatures;
  private final Inflating inflating;

  /**
   * Prepares to read {@code binary}, not armored; {@code signatures} judges those inside, {@code
   * inflating} opens what is compressed.
   */
  EncryptedMessage(
      InputStream binary,
      SessionKeySearch search,
      MessageSignatures signatures,
      Inflating inflating) {
    packets = new PacketInput(binary);
    this.search = search;
    this.signatures = signatures;
    this.inflating = inflating;
  }

  /** Reads up to the content and returns that. Closing it closes {@code source}. */
  InputStream content(InputStream source) throws IOException {
    findProtectedData();
    InputStream body = packets.body();
    int version = Octets.one(body);
    if (version != PROTECTION_VERSION) {
      throw new CryptoException(
          "the message's encryption is of version "
              + version
              + ", which jdup cannot read; gpg 2.2 and duplicity write version 1",
          null);
    }
    byte[] head = Octets.many(body, ProtectedInput.HEAD_BYTES);
    SessionKey key = search.find(head);
    var content = new MessageInput(new ProtectedInput(head, body, key), signatures, inflating);
    return new DecryptedInput(content, packets, source);
  }

  private void findProtectedData() throws IOException {
    boolean first = true;
    while (true) {
      int tag = nextTag(first);
      InputStream body = packets.body();
      switch (tag) {
        case PacketTag.PROTECTED -> {
          return;
        }
        case PacketTag.PUBLIC_KEY_SESSION_KEY -> addRecipient(body);
        case PacketTag.PASSPHRASE_SESSION_KEY -> addPassphrase(body);
        case PacketTag.MARKER -> search.addUnknown();
        default -> throw refused(tag);
      }
      first = false;
    }
  }

  private int nextTag(boolean first) throws IOException {
    try {
      return packets.next();
    } catch (IntegrityException e) {
      throw first ? new IntegrityException("this is not an OpenPGP message", e) : e;
    }
  }

  private void addRecipient(InputStream body) throws IOException {
    if (Octets.one(body) == RecipientPacket.VERSION) {
      search.add(RecipientPacket.read(body));
    } else {
      search.addUnknown();
    }
  }

  private void addPassphrase(InputStream body) throws IOException {
    if (Octets.one(body) == PassphrasePacket.VERSION) {
      search.add(PassphrasePacket.read(body));
    } else {
      search.addUnknown();
    }
  }

  private static CryptoException refused(int tag) {
    return switch (tag) {
      case PacketInput.END ->
          new IntegrityException("there is no encrypted data: empty or truncated", null);
      case PacketTag.ENCRYPTED_WITHOUT_MDC ->
          new IntegrityException(
              "the message has no integrity protection (MDC); anyone could have changed it. If you"
                  + " trust its way here, decrypt it with gpg --ignore-mdc-error",
              null);
      case PacketTag.AEAD ->
          new CryptoException(
              "the message is encrypted with AEAD (gpg 2.3 or newer without --rfc4880), which jdup"
                  + " cannot read",
              null);
      case PacketTag.COMPRESSED,
          PacketTag.LITERAL,
          PacketTag.ONE_PASS_SIGNATURE,
          PacketTag.SIGNATURE ->
          new IntegrityException("the message is not encrypted", null);
      default -> new IntegrityException("packet of type " + tag + " in front of the data", null);
    };
  }
}
