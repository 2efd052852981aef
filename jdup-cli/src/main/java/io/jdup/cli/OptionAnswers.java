package io.jdup.cli;

import io.jdup.transport.TargetUrl;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is said about options that have no effect here: nothing, unless somebody wants to know; but
 * an option that would do something for this very URL in duplicity ends the run.
 */
final class OptionAnswers {
  private static final Set<Command> WRITERS =
      EnumSet.of(Command.BACKUP, Command.FULL, Command.INCREMENTAL, Command.REPLICATE);

  private OptionAnswers() {}

  /** Tells, once for each, which options of {@code line} have no effect. */
  static void tell(CommandLine line, Output output) throws UsageException {
    Set<String> schemes =
        line.operands().stream()
            .map(Argument::text)
            .filter(TargetUrl::isUrl)
            .map(url -> url.substring(0, url.indexOf(':')).toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    Set<Option> told = EnumSet.noneOf(Option.class);
    for (OptionUse use : line.uses()) {
      OptionSpec spec = use.option().spec();
      refuse(use.option(), schemes);
      if (spec.treatment() == OptionSpec.Treatment.IGNORED && told.add(use.option())) {
        output.info(use.option().spelling() + " has no effect: " + spec.note());
      }
    }
    warnOfNoSignatures(line, output);
  }

  // As a --sign-key that a profile gives always: duplicity signs nothing then, and says nothing.
  private static void warnOfNoSignatures(CommandLine line, Output output) {
    if (line.has(Option.SIGN_KEY)
        && line.has(Option.NO_ENCRYPTION)
        && WRITERS.contains(line.command())) {
      output.grave(
          Topic.WARNING,
          "",
          "jdup: warning: nothing is signed, as only encrypted files bear signatures and"
              + " --no-encryption was said; to read this backup, leave out --sign-key");
    }
  }

  private static void refuse(Option option, Set<String> schemes) throws UsageException {
    for (String scheme : schemes) {
      if (option.spec().refusedFor().contains(scheme)) {
        throw new UsageException(
            option.spelling() + ": jdup cannot do that with " + scheme + "://; leave it out");
      }
    }
  }
}
