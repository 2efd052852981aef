package io.jdup.transport.sftp;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.SSHAgentConnector;
import io.jdup.transport.CredentialSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Vector;

/**
 * The keys to offer: those the user named, then the agent's, then those with the usual names. A
 * server closes the connection after a few wrong ones, so the likeliest come first.
 */
final class SshKeys implements IdentityRepository {
  private final SshSettings settings;
  private final CredentialSource credentials;
  private final List<String> notes = new ArrayList<>();
  private int offered;

  SshKeys(SshSettings settings, CredentialSource credentials) {
    this.settings = settings;
    this.credentials = credentials;
  }

  @Override
  public Vector<Identity> getIdentities() {
    var identities = new ArrayList<Identity>(files(settings.identityFiles()));
    for (Identity agents : agent()) {
      boolean named =
          identities.stream()
              .anyMatch(i -> Arrays.equals(i.getPublicKeyBlob(), agents.getPublicKeyBlob()));
      if (named || !settings.identitiesOnly()) {
        identities.add(agents);
      }
    }
    identities.addAll(files(settings.defaultIdentityFiles()));
    offered = identities.size();
    return new Vector<>(identities);
  }

  private List<KeyFile> files(List<Path> files) {
    return files.stream().flatMap(file -> KeyFile.read(file, credentials, notes).stream()).toList();
  }

  private List<Identity> agent() {
    Path socket = settings.agentSocket();
    if (socket == null || !Files.exists(socket)) {
      return List.of();
    }
    try {
      return new AgentIdentityRepository(new SSHAgentConnector(socket)).getIdentities();
    } catch (AgentProxyException e) {
      notes.add("the ssh agent at " + socket + " does not answer");
      return List.of();
    }
  }

  /** Returns how many keys there were to offer, and what was wrong with others, for messages. */
  String summary() {
    String count = offered == 1 ? "1 key" : offered + " keys";
    return notes.isEmpty() ? count : count + " (" + String.join("; ", notes) + ")";
  }

  @Override
  public String getName() {
    return "jdup";
  }

  @Override
  public int getStatus() {
    return RUNNING;
  }

  @Override
  public boolean add(byte[] identity) {
    return false;
  }

  @Override
  public boolean remove(byte[] blob) {
    return false;
  }

  @Override
  public void removeAll() {
    // the agent's keys are not ours to remove
  }
}
