package io.jdup.transport.sftp;

import com.jcraft.jsch.UIKeyboardInteractive;
import com.jcraft.jsch.UserInfo;
import io.jdup.transport.CredentialSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers a server that wants a password, once by each way it may ask. For one attempt. */
final class Login implements UserInfo, UIKeyboardInteractive {
  private final String account;
  private final Optional<String> fromUrl;
  private final CredentialSource credentials;
  private @Nullable String password;
  private @Nullable IOException sourceFailure;
  private boolean asked;
  private boolean answeredPrompt;
  private boolean answeredDialogue;

  Login(String account, Optional<String> fromUrl, CredentialSource credentials) {
    this.account = account;
    this.fromUrl = fromUrl;
    this.credentials = credentials;
  }

  /** Returns what became of the password, for messages. */
  String summary() {
    if (sourceFailure != null) {
      return "no password (" + sourceFailure.getMessage() + ")";
    }
    if (!asked) {
      return "no password (the server does not ask for one)";
    }
    return password == null ? "no password (none was given)" : "a password";
  }

  private @Nullable String password() {
    if (!asked) {
      asked = true;
      password = fromUrl.orElseGet(this::askSource);
    }
    return password;
  }

  @SuppressWarnings("NullAway") // orElseGet may well give null to a nullable field
  private @Nullable String askSource() {
    try {
      Optional<char[]> secret = credentials.password(account);
      String text = secret.map(String::new).orElse(null); // JSch wants a String
      secret.ifPresent(chars -> Arrays.fill(chars, '\0'));
      return text;
    } catch (IOException e) {
      sourceFailure = e;
      return null;
    }
  }

  @Override
  public boolean promptPassword(String message) {
    boolean answer = !answeredPrompt && password() != null;
    answeredPrompt = true;
    return answer;
  }

  @Override
  public @Nullable String getPassword() {
    return password;
  }

  @Override
  public String @Nullable [] promptKeyboardInteractive(
      String destination, String name, String instruction, String[] prompt, boolean[] echo) {
    if (prompt.length == 0) {
      return new String[0];
    }
    boolean wantsPassword = prompt.length == 1 && !echo[0] && !answeredDialogue;
    String answer = wantsPassword ? password() : null;
    answeredDialogue = true;
    return answer == null ? null : new String[] {answer};
  }

  @Override
  public @Nullable String getPassphrase() {
    return null;
  }

  @Override
  public boolean promptPassphrase(String message) {
    return false; // KeyFile sees to it
  }

  @Override
  public boolean promptYesNo(String message) {
    return false; // HostKeyCheck has decided
  }

  @Override
  public void showMessage(String message) {
    // a banner; the library prints nothing
  }
}
