package io.jdup.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real OpenSSH server on a free loopback port, with keys and configuration of its own; nothing in
 * the user's {@code ~/.ssh} is read or changed. Logs in the user who runs the tests by the key
 * {@link #key}; relative directories of sftp start in {@link #loginDirectory}, those of scp too.
 */
public final class SshdFixture implements AutoCloseable {
  private static final Path SSHD = Path.of("/usr/sbin/sshd");
  private static final long START_SECONDS = 20;

  private final Path directory;
  private final int port;
  private final List<String> configuration;
  private Process process;

  private SshdFixture(Path directory, int port, List<String> configuration) {
    this.directory = directory;
    this.port = port;
    this.configuration = configuration;
  }

  /** Starts a server in the empty {@code directory}; lines of {@code extra} win over the usual. */
  public static SshdFixture start(Path directory, String... extra) throws Exception {
    boolean installed = Files.isExecutable(SSHD);
    if ("true".equals(System.getenv("CI"))) {
      assertEquals(true, installed, "CI needs " + SSHD);
    }
    assumeTrue(installed, SSHD + " is not installed");
    Files.createDirectories(directory.resolve("login"));
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd")); // sshd run by root insists on it
    }
    var fixture = new SshdFixture(directory, freePort(), configuration(directory, extra));
    fixture.prepareKeys();
    fixture.restart();
    return fixture;
  }

  private static List<String> configuration(Path directory, String... extra) {
    var lines = new ArrayList<String>(List.of(extra));
    lines.addAll(
        List.of(
            "HostKey " + directory.resolve("host_ed25519"),
            "AuthorizedKeysFile " + directory.resolve("authorized_keys"),
            "PidFile none",
            "StrictModes no",
            "UsePAM no",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "PermitRootLogin yes",
            "MaxStartups 100",
            "LogLevel VERBOSE",
            "SetEnv SHLVL=2", // else bash reads the user's .bashrc, slow and not ours to run
            "Subsystem sftp internal-sftp -d " + directory.resolve("login")));
    if (lines.stream().noneMatch(line -> line.startsWith("ForceCommand"))) {
      // sftp has its own way above; commands start where it does
      lines.add(
          "ForceCommand case \"$SSH_ORIGINAL_COMMAND\" in internal-sftp*)"
              + " exec /usr/lib/openssh/sftp-server -d "
              + directory.resolve("login")
              + ";; *) cd "
              + directory.resolve("login")
              + " && eval \"$SSH_ORIGINAL_COMMAND\";; esac");
    }
    return lines;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void prepareKeys() throws Exception {
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path("host_ed25519"));
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path("user_ed25519"));
    authorize(directory.resolve("user_ed25519.pub"));
    Files.writeString(directory.resolve("known_hosts"), knownHostsLine() + "\n");
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  /** Runs a program that must succeed and returns what it printed. */
  public static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), String.join(" ", command) + ": " + output);
    return output;
  }

  /** Lets the owner of the public key in {@code file} log in. */
  public void authorize(Path file) throws IOException {
    Path authorized = directory.resolve("authorized_keys");
    String before = Files.exists(authorized) ? Files.readString(authorized) : "";
    Files.writeString(authorized, before + Files.readString(file));
    Files.setPosixFilePermissions(authorized, PosixFilePermissions.fromString("rw-r--r--"));
  }

  /** Starts the server again after {@link #stop}, on the same port. */
  public void restart() throws Exception {
    var lines = new ArrayList<String>(configuration);
    lines.add("Port " + port);
    lines.add("ListenAddress 127.0.0.1");
    Path file = Files.write(directory.resolve("sshd_config"), lines);
    process =
        new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!accepts()) {
      assertEquals(true, process.isAlive() && System.nanoTime() < deadline, "sshd: " + log());
      Thread.sleep(10);
    }
  }

  private boolean accepts() throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns what the server logged so far. */
  public String log() throws IOException {
    return Files.readString(directory.resolve("log"));
  }

  /** Cuts all connections, as a failing network would; the server goes on. */
  public void cutConnections() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /** Ends the server and all its connections. */
  public void stop() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }

  /** Returns the port the server listens on, at 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Returns the private key that may log in, without a passphrase. */
  public Path key() {
    return directory.resolve("user_ed25519");
  }

  /** Returns a file with the host key of this server. */
  public Path knownHosts() {
    return directory.resolve("known_hosts");
  }

  /** Returns the line a known_hosts file needs for this server. */
  public String knownHostsLine() throws IOException {
    String[] words = Files.readString(directory.resolve("host_ed25519.pub")).split(" ", -1);
    return "[127.0.0.1]:" + port + " " + words[0] + " " + words[1].strip();
  }

  /** Returns the directory where relative paths start. */
  public Path loginDirectory() {
    return directory.resolve("login");
  }

  /** Returns a URL for this server; {@code path} follows the host and its slash. */
  public String url(String scheme, String path) {
    return scheme + "://" + System.getProperty("user.name") + "@127.0.0.1:" + port + "/" + path;
  }

  /** Returns the ssh options with which a login succeeds. */
  public String sshOptions() {
    return "-oIdentityFile=" + key() + " -oUserKnownHostsFile=" + knownHosts();
  }

  /** Returns transport options with which a login succeeds: no agent, no retries, no home. */
  public TransportOptions options() {
    return TransportOptions.in(directory)
        .sshOptions(SshOptions.parse(sshOptions()))
        .timeout(Duration.ofSeconds(10))
        .retryPolicy(RetryPolicy.of(0, Duration.ZERO));
  }

  @Override
  public void close() {
    stop();
  }
}
