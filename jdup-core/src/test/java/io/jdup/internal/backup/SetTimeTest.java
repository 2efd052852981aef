package io.jdup.internal.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.collection.CollectionStatus;
import io.jdup.collection.FileNaming;
import io.jdup.report.ImplausibleClockException;
import io.jdup.report.JdupListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetTimeTest {
  private static final Instant NEWEST = Instant.parse("2026-03-29T00:59:59Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final List<String> warnings = new ArrayList<>();

  private Instant after(CollectionStatus status, Instant now, boolean allowJump)
      throws ImplausibleClockException {
    var listener =
        new JdupListener() {
          @Override
          public void warning(String message) {
            warnings.add(message);
          }
        };
    return SetTime.after(status, now, allowJump, listener);
  }

  private static CollectionStatus of(String... names) {
    return CollectionStatus.of(List.of(), List.of(names), FileNaming.DEFAULT);
  }

  private static CollectionStatus newest() {
    return of(
        "duplicity-full.20260328T005959Z.manifest",
        "duplicity-inc.20260328T005959Z.to.20260329T005959Z.manifest");
  }

  private String refusal(CollectionStatus status, Instant now) {
    var e =
        assertThrows(ImplausibleClockException.class, () -> after(status, now, false), "" + now);
    assertEquals(now, e.clock());
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("the clock says " + now + ", "), message);
    return message;
  }

  @Test
  void clockThatGoesOnIsBelievedToTheSecond() throws ImplausibleClockException {
    Instant now = NEWEST.plusSeconds(1).plusNanos(999_999_999);
    assertEquals(NEWEST.plusSeconds(1), after(newest(), now, false));
    assertEquals(NEWEST.plusSeconds(3000), after(newest(), NEWEST.plusSeconds(3000), false));
    assertEquals(NEWEST, after(of(), NEWEST, false));
    assertEquals(List.of(), warnings);
  }

  @Test
  void sameSecondIsSteppedOverInSilence() throws ImplausibleClockException {
    assertEquals(NEWEST.plusSeconds(1), after(newest(), NEWEST.plusNanos(1), false));
    assertEquals(List.of(), warnings);
  }

  @Test
  void clockThatWentBackByADayAtMostIsSteppedOverAndTold() throws ImplausibleClockException {
    for (Duration back : List.of(Duration.ofSeconds(1), Duration.ofHours(1), DAY)) {
      assertEquals(NEWEST.plusSeconds(1), after(newest(), NEWEST.minus(back), false));
    }
    assertEquals(
        List.of("1 seconds", "60 minutes", "1440 minutes"),
        warnings.stream().map(text -> text.split(" is | behind")[1]).toList());
  }

  @Test
  void clockThatWentFurtherBackIsRefused() {
    for (Instant now :
        List.of(NEWEST.minus(DAY).minusSeconds(1), NEWEST.minus(DAY.multipliedBy(365)))) {
      String message = refusal(newest(), now);
      assertTrue(message.contains("inc 20260328T005959Z to 20260329T005959Z"), message);
      assertTrue(message.contains("--allow-clock-jump"), message);
    }
  }

  @Test
  void setFromTheFutureCountsWhateverBecameOfIt() {
    String far = "duplicity-inc.20260101T000000Z.to.20610101T000000Z.";
    refusal(of("duplicity-full.20260101T000000Z.manifest", far + "manifest"), NEWEST);
    refusal(of("duplicity-full.20260101T000000Z.manifest", far + "vol1.difftar.gz"), NEWEST);
  }

  @Test
  void clockFarAheadIsRefused() throws ImplausibleClockException {
    Instant tenYears = NEWEST.plus(DAY.multipliedBy(3653));
    assertEquals(tenYears, after(newest(), tenYears, false));
    assertTrue(refusal(newest(), tenYears.plusSeconds(1)).contains("more than ten years after"));
  }

  @Test
  void whatNoClockThatIsSetShowsIsRefusedForTheFirstBackupToo() throws ImplausibleClockException {
    for (String time :
        List.of(
            "1970-01-12T13:46:40Z",
            "2000-01-01T00:00:00Z",
            "2019-12-31T23:59:59Z",
            "2070-01-01T00:00:00Z",
            "2106-02-07T06:28:15Z")) {
      refusal(of(), Instant.parse(time));
    }
    assertEquals(
        Instant.parse("2000-01-01T00:00:00Z"),
        after(of(), Instant.parse("2000-01-01T00:00:00Z"), true));
  }

  @Test
  void newSetIsAfterAllOthersEvenIfTheClockIsBelieved() throws ImplausibleClockException {
    assertEquals(
        NEWEST.plusSeconds(1), after(newest(), Instant.parse("1970-01-12T13:46:40Z"), true));
    Instant far = Instant.parse("2099-01-01T00:00:00Z");
    assertEquals(far, after(newest(), far, true));
  }

  @Test
  void timeThatNoFileNameCanHoldIsRefusedInAnyCase() {
    CollectionStatus last = of("duplicity-full.20991231T235959Z.manifest");
    for (CollectionStatus status : List.of(last, of())) {
      Instant now = Instant.parse("2100-01-01T00:00:00Z");
      var e = assertThrows(ImplausibleClockException.class, () -> after(status, now, true));
      assertTrue(String.valueOf(e.getMessage()).contains("before 2100 only"), e.getMessage());
    }
    assertThrows(ImplausibleClockException.class, () -> after(last, NEWEST, true));
  }
}
