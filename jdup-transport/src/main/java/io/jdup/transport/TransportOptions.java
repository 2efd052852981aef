package io.jdup.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What opening a place may need besides its URL. Immutable: each step returns a changed copy. */
public final class TransportOptions {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30); // duplicity's --timeout

  private Duration connectTimeout = DEFAULT_TIMEOUT;
  private Duration readTimeout = DEFAULT_TIMEOUT;
  private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
  private SshOptions sshOptions = SshOptions.NONE;
  private CredentialSource credentials = CredentialSource.none();
  private @Nullable Path homeDirectory;
  private @Nullable Path agentSocket;
  private Path workingDirectory;
  private String userName = "";

  private TransportOptions(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  /** Returns options that know no home directory, no agent and no user name. */
  public static TransportOptions in(Path workingDirectory) {
    return new TransportOptions(workingDirectory.toAbsolutePath());
  }

  /**
   * Returns options for the user who runs this program: home directory and user name from the
   * system properties, the agent from {@code SSH_AUTH_SOCK}, relative URLs from the directory the
   * program was started in.
   */
  public static TransportOptions fromEnvironment() {
    TransportOptions options = in(Path.of("")).userName(System.getProperty("user.name", ""));
    String home = System.getProperty("user.home", "");
    String socket = System.getenv("SSH_AUTH_SOCK");
    options = home.isEmpty() ? options : options.homeDirectory(Path.of(home));
    return socket == null || socket.isEmpty() ? options : options.agentSocket(Path.of(socket));
  }

  private TransportOptions with(Consumer<TransportOptions> change) {
    var copy = new TransportOptions(workingDirectory);
    copy.connectTimeout = connectTimeout;
    copy.readTimeout = readTimeout;
    copy.retryPolicy = retryPolicy;
    copy.sshOptions = sshOptions;
    copy.credentials = credentials;
    copy.homeDirectory = homeDirectory;
    copy.agentSocket = agentSocket;
    copy.userName = userName;
    change.accept(copy);
    return copy;
  }

  /** Sets how long to wait for a connection and, once connected, for any sign of life. */
  public TransportOptions timeout(Duration limit) {
    return connectTimeout(limit).readTimeout(limit);
  }

  /** Sets how long to wait for a connection; at least a millisecond. */
  public TransportOptions connectTimeout(Duration limit) {
    return with(copy -> copy.connectTimeout = requirePositive(limit));
  }

  /** Sets after how long without any sign of life a connection counts as broken. */
  public TransportOptions readTimeout(Duration limit) {
    return with(copy -> copy.readTimeout = requirePositive(limit));
  }

  private static Duration requirePositive(Duration limit) {
    if (limit.toMillis() <= 0 || limit.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("timeout is not between 1 ms and 24 days: " + limit);
    }
    return limit;
  }

  /** Sets how often and when failed calls are repeated. */
  public TransportOptions retryPolicy(RetryPolicy policy) {
    return with(copy -> copy.retryPolicy = policy);
  }

  /** Sets what an ssh command would get as options. */
  public TransportOptions sshOptions(SshOptions options) {
    return with(copy -> copy.sshOptions = options);
  }

  /** Sets whom to ask for passwords that the URL does not hold, and for passphrases. */
  public TransportOptions credentials(CredentialSource source) {
    return with(copy -> copy.credentials = source);
  }

  /** Sets the directory in which {@code .ssh} is looked for. */
  public TransportOptions homeDirectory(Path home) {
    return with(copy -> copy.homeDirectory = home.toAbsolutePath());
  }

  /** Sets the socket of the ssh agent. */
  public TransportOptions agentSocket(Path socket) {
    return with(copy -> copy.agentSocket = socket);
  }

  /** Uses no ssh agent. */
  public TransportOptions withoutAgent() {
    return with(copy -> copy.agentSocket = null);
  }

  /** Sets the user to log in as when neither URL nor ssh configuration say. */
  public TransportOptions userName(String name) {
    return with(copy -> copy.userName = name);
  }

  /** Sets the directory from which relative {@code file} URLs start. */
  public TransportOptions workingDirectory(Path directory) {
    return with(copy -> copy.workingDirectory = directory.toAbsolutePath());
  }

  /** Returns how long to wait for a connection. */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /** Returns after how long without any sign of life a connection counts as broken. */
  public Duration readTimeout() {
    return readTimeout;
  }

  /** Returns how often and when failed calls are repeated. */
  public RetryPolicy retryPolicy() {
    return retryPolicy;
  }

  /** Returns what an ssh command would get as options. */
  public SshOptions sshOptions() {
    return sshOptions;
  }

  /** Returns whom to ask for passwords and passphrases. */
  public CredentialSource credentials() {
    return credentials;
  }

  /** Returns the directory in which {@code .ssh} is looked for; empty when there is none. */
  public Optional<Path> homeDirectory() {
    return Optional.ofNullable(homeDirectory);
  }

  /** Returns the socket of the ssh agent; empty when there is none. */
  public Optional<Path> agentSocket() {
    return Optional.ofNullable(agentSocket);
  }

  /** Returns the user to log in as when nothing else says; may be empty. */
  public String userName() {
    return userName;
  }

  /** Returns the absolute directory from which relative {@code file} URLs start. */
  public Path workingDirectory() {
    return workingDirectory;
  }
}
