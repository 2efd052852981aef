package io.jdup.internal.index;

import io.jdup.internal.difftar.RefusedEntryException;
import io.jdup.internal.difftar.SigtarEntry;
import io.jdup.internal.difftar.SigtarReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What one signature file tells. Not thread-safe. */
final class SigtarRecords implements StateSource {
  private final SigtarReader reader;
  private final int file;
  private final Refusals refusals;

  /** Reads {@code reader}, which this closes: the signature file {@code file} of its chain. */
  SigtarRecords(SigtarReader reader, int file, Refusals refusals) {
    this.reader = reader;
    this.file = file;
    this.refusals = refusals;
  }

  @Override
  public @Nullable StateRecord next() throws IOException {
    while (true) {
      try {
        SigtarEntry entry = reader.next();
        return entry == null
            ? null
            : new StateRecord(entry.kind(), entry.entry(), file, reader.offsetBytes());
      } catch (RefusedEntryException e) {
        refusals.refused(e, file > 0);
      }
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
