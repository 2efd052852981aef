package io.jdup.report;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object (RFC 8259) that is built field by field and keeps their order. It is only written,
 * never read. Not thread-safe.
 */
public final class JsonObject {
  private static final String STEP = "    ";

  private final Map<String, String> fields = new LinkedHashMap<>(); // values as JSON, on one line
  private final Map<String, JsonObject> objects = new LinkedHashMap<>(); // those that are objects

  /** Adds a text, or null. */
  public JsonObject put(String name, @Nullable String text) {
    return putRaw(name, text == null ? "null" : quoted(text));
  }

  /** Adds a whole number. */
  public JsonObject put(String name, long number) {
    return putRaw(name, Long.toString(number));
  }

  /** Adds a truth value. */
  public JsonObject put(String name, boolean value) {
    return putRaw(name, Boolean.toString(value));
  }

  /** Adds a time as text, such as {@code 2023-11-14T22:13:20Z}. */
  public JsonObject put(String name, Instant time) {
    return put(name, time.toString());
  }

  /** Adds a duration as a number of seconds, to the microsecond. */
  public JsonObject put(String name, Duration duration) {
    long micros = Math.floorDiv(duration.getNano(), 1000);
    BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds());
    return putRaw(name, seconds.add(BigDecimal.valueOf(micros, 6)).toPlainString());
  }

  /** Adds an object, as it is now. */
  public JsonObject put(String name, JsonObject object) {
    objects.put(name, object);
    return putRaw(name, object.toString());
  }

  /** Adds a list of texts. */
  public JsonObject putTexts(String name, List<String> texts) {
    return putRaw(
        name, "[" + String.join(",", texts.stream().map(JsonObject::quoted).toList()) + "]");
  }

  /** Adds a list of objects, as they are now. */
  public JsonObject putObjects(String name, List<JsonObject> list) {
    return putRaw(
        name, "[" + String.join(",", list.stream().map(JsonObject::toString).toList()) + "]");
  }

  /**
   * Adds a path as text. Paths are bytes: if they are not UTF-8, what does not fit is U+FFFD in the
   * text, and a second field, {@code name} followed by {@code Bytes}, has all of them in Base64.
   */
  public JsonObject put(String name, ReportedPath path) {
    put(name, path.toString());
    byte[] bytes = path.toBytes();
    return isUtf8(bytes) ? this : put(name + "Bytes", Base64.getEncoder().encodeToString(bytes));
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private JsonObject putRaw(String name, String json) {
    fields.put(name, json);
    return this;
  }

  // Beyond what JSON demands, whatever could move a terminal's cursor, and halves of characters.
  private static String quoted(String text) {
    var json = new StringBuilder(text.length() + 2).append('"');
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
              } else if (c == '\n') {
                json.append("\\n");
              } else if (Character.isISOControl(c) || isHalf(c)) {
                json.append(String.format("\\u%04x", c));
              } else {
                json.appendCodePoint(c);
              }
            });
    return json.append('"').toString();
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** Returns the object on one line. */
  @Override
  public String toString() {
    var json = new StringBuilder("{");
    fields.forEach(
        (name, value) -> {
          json.append(json.length() == 1 ? "" : ",").append(quoted(name)).append(':').append(value);
        });
    return json.append('}').toString();
  }

  /** Returns the object with each field on a line of its own, for people; lists stay on one. */
  public String indented() {
    return indented("");
  }

  private String indented(String margin) {
    var json = new StringBuilder("{");
    fields.forEach(
        (name, value) -> {
          json.append(json.length() == 1 ? "\n" : ",\n").append(margin).append(STEP);
          JsonObject object = objects.get(name);
          json.append(quoted(name))
              .append(": ")
              .append(object == null ? value : object.indented(margin + STEP));
        });
    return json.append('\n').append(margin).append('}').toString();
  }
}
