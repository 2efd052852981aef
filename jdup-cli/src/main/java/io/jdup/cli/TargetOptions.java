package io.jdup.cli;

import io.jdup.transport.CredentialSource;
import io.jdup.transport.RetryPolicy;
import io.jdup.transport.SshOptions;
import io.jdup.transport.TargetUrl;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportOptions;
import io.jdup.transport.Transports;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Opens the target of a command line as its network options say. */
final class TargetOptions {
  // Commons VFS has these for programs that go on; a backup there would be gone with the command.
  private static final Set<String> GONE_AT_EXIT = Set.of("ram", "tmp");

  private static final long MOST_SECONDS = 1_000_000;
  private static final long MOST_RETRIES = 1000;

  private TargetOptions() {}

  /** Opens {@code url}; whoever calls closes it. */
  static Transport open(CommandLine line, Argument url, Surroundings around, Output output)
      throws UsageException, IOException {
    TargetUrl target = TargetUrl.parse(url.urlText());
    if (GONE_AT_EXIT.contains(target.scheme())) {
      throw new UsageException(
          target.scheme()
              + ":// keeps nothing when jdup ends; name a place that lasts, such as file:///backup");
    }
    return Transports.open(target, of(line, around, output));
  }

  static TransportOptions of(CommandLine line, Surroundings around, Output output)
      throws UsageException {
    RetryPolicy retries =
        RetryPolicy.of(
            line.number(Option.NUM_RETRIES, 0, MOST_RETRIES)
                .map(Long::intValue)
                .orElse(RetryPolicy.DEFAULT.retries()),
            line.number(Option.BACKEND_RETRY_DELAY, 0, MOST_SECONDS)
                .map(Duration::ofSeconds)
                .orElse(RetryPolicy.DEFAULT.delay()));
    TransportOptions options =
        TransportOptions.fromEnvironment()
            .workingDirectory(LocalPath.workingDirectory())
            .homeDirectory(around.home())
            .sshOptions(sshOptions(line))
            .credentials(credentials(line, around))
            .retryPolicy(
                retries.listener(
                    (retry, of, delay, why) ->
                        output.warning(
                            "Warning: attempt "
                                + retry
                                + " of "
                                + of
                                + " failed ("
                                + why.getMessage()
                                + "), trying again in "
                                + delay.toSeconds()
                                + " s")));
    Optional<Long> timeout = line.number(Option.TIMEOUT, 1, MOST_SECONDS);
    return timeout.isEmpty() ? options : options.timeout(Duration.ofSeconds(timeout.get()));
  }

  private static SshOptions sshOptions(CommandLine line) throws UsageException {
    String all =
        line.all(Option.SSH_OPTIONS).stream()
            .map(use -> use.value().text())
            .collect(Collectors.joining(" "));
    try {
      return SshOptions.parse(all);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--ssh-options: " + e.getMessage());
    }
  }

  /** The environment first, then, if {@code --ssh-askpass} allows it, the person. */
  private static CredentialSource credentials(CommandLine line, Surroundings around) {
    Terminal terminal = line.has(Option.SSH_ASKPASS) ? around.terminal() : Terminal.NONE;
    Optional<char[]> known =
        around
            .variable("BACKEND_PASSWORD")
            .or(() -> around.variable("FTP_PASSWORD"))
            .map(password -> password.text().toCharArray());
    return new CredentialSource() {
      @Override
      public Optional<char[]> password(String account) {
        return known.isPresent() ? copy() : terminal.secret("Password for " + account + ": ");
      }

      @Override
      public Optional<char[]> passphrase(String keyFile) {
        return known.isPresent() ? copy() : terminal.secret("Passphrase for " + keyFile + ": ");
      }

      private Optional<char[]> copy() {
        return known.map(secret -> Arrays.copyOf(secret, secret.length));
      }
    };
  }
}
