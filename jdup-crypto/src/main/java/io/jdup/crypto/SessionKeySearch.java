package io.jdup.crypto;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collects the packets in front of a message that hold its session key, then tries what we have on
 * them: keys named in the message first, then all keys on packets for hidden recipients, then the
 * passphrase. If nothing fits, the first failure that says more than "not for us" is reported.
 */
final class SessionKeySearch {
  private static final int MAX_PACKETS = 1000;
  private static final int MAX_PASSPHRASE_PACKETS = 32; // each may cost 65 MB of hashing

  private final SecretKeys keys;
  private final @Nullable PassphraseKeys passphrase;
  private final @Nullable SessionKey known;
  private final List<RecipientPacket> recipients = new ArrayList<>();
  private final List<PassphrasePacket> passphrasePackets = new ArrayList<>();
  private int unknown; // packets of versions we do not know
  private @Nullable CryptoException failure;

  /** Looks at {@code known} only, if that is not null. */
  SessionKeySearch(
      SecretKeys keys, @Nullable PassphraseKeys passphrase, @Nullable SessionKey known) {
    this.keys = keys;
    this.passphrase = passphrase;
    this.known = known;
  }

  void add(RecipientPacket packet) throws IntegrityException {
    recipients.add(packet);
    checkCount();
  }

  void add(PassphrasePacket packet) throws IntegrityException {
    passphrasePackets.add(packet);
    checkCount();
  }

  void addUnknown() throws IntegrityException {
    unknown++;
    checkCount();
  }

  private void checkCount() throws IntegrityException {
    if (recipients.size() + passphrasePackets.size() + unknown > MAX_PACKETS
        || passphrasePackets.size() > MAX_PASSPHRASE_PACKETS) {
      throw new IntegrityException("absurdly many session key packets", null);
    }
  }

  /** Returns the key that fits the first bytes of ciphertext. */
  SessionKey find(byte[] head) throws IOException {
    if (known != null) {
      if (ProtectedInput.fits(head, known)) {
        return known;
      }
      throw new IntegrityException("the message is damaged: its key does not fit", null);
    }
    SessionKey found = tryRecipients(head, false);
    if (found == null) {
      found = tryRecipients(head, true);
    }
    if (found == null) {
      found = tryPassphrase(head);
    }
    if (found == null) {
      throw failure != null ? failure : notForUs();
    }
    return found;
  }

  private @Nullable SessionKey tryRecipients(byte[] head, boolean hidden) throws IOException {
    for (RecipientPacket packet : recipients) {
      if (hidden != (packet.keyId() == 0)) {
        continue;
      }
      for (SessionKeyUnwrapper candidate : keys.candidates(packet.keyId())) {
        SessionKey key = tryKey(candidate, packet, head);
        if (key != null) {
          return key;
        }
      }
    }
    return null;
  }

  private @Nullable SessionKey tryKey(
      SessionKeyUnwrapper candidate, RecipientPacket packet, byte[] head) throws IOException {
    try {
      SessionKey key = candidate.unwrap(packet);
      if (ProtectedInput.fits(head, key)) {
        return key;
      }
      note(new IntegrityException("the message is damaged: its session key does not fit", null));
    } catch (IntegrityException e) {
      if (packet.keyId() != 0) { // a hidden packet is most likely just for another key
        note(e);
      }
    } catch (CryptoException e) {
      note(e);
    }
    return null;
  }

  private @Nullable SessionKey tryPassphrase(byte[] head) throws CryptoException {
    if (passphrase == null) {
      return null;
    }
    for (PassphrasePacket packet : passphrasePackets) {
      try {
        SessionKey key = packet.open(passphrase);
        if (ProtectedInput.fits(head, key)) {
          passphrase.fits(packet.s2k());
          return key;
        }
        note(new WrongPassphraseException(EncryptedMessage.WRONG_PASSPHRASE, null));
      } catch (WrongPassphraseException e) {
        note(e);
      }
    }
    return null;
  }

  private void note(CryptoException e) {
    if (failure == null) {
      failure = e;
    }
  }

  private CryptoException notForUs() {
    if (recipients.isEmpty() && passphrasePackets.isEmpty()) {
      return unknown > 0
          ? new CryptoException("the session key is in a form jdup does not know", null)
          : new IntegrityException("the message lacks its session key packets", null);
    }
    String wanted =
        recipients.stream()
            .map(packet -> packet.keyId() == 0 ? "hidden" : Octets.keyIdText(packet.keyId()))
            .collect(Collectors.joining(", "));
    var message = new StringBuilder("no secret key for this message");
    if (!recipients.isEmpty()) {
      message.append("; it is for: ").append(wanted);
    }
    if (!passphrasePackets.isEmpty()) {
      message.append("; it opens with a passphrase");
    }
    return new NoMatchingKeyException(message + "; " + keys.place(), null);
  }
}
