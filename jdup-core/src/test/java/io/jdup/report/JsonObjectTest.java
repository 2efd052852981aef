package io.jdup.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
  private static ReportedPath path(String text) {
    return ReportedPath.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void fieldsKeepTheirOrder() {
    JsonObject object =
        new JsonObject()
            .put("type", "x")
            .put("a", 12)
            .put("none", (String) null)
            .put("yes", true)
            .put("time", Instant.ofEpochSecond(1_700_000_000))
            .putTexts("list", List.of("p", "q"))
            .putObjects("objects", List.of(new JsonObject(), new JsonObject().put("n", -1)));
    assertEquals(
        "{\"type\":\"x\",\"a\":12,\"none\":null,\"yes\":true,\"time\":\"2023-11-14T22:13:20Z\","
            + "\"list\":[\"p\",\"q\"],\"objects\":[{},{\"n\":-1}]}",
        object.toString());
  }

  @Test
  void textIsEscaped() {
    String odd = "\"\\/\n\r\t\0\u001b[2J\u007f\u0085\u2028\ud83d\ude00\ud83d!";
    String json = new JsonObject().put("odd", odd).toString();
    assertEquals(
        "{\"odd\":\"\\\"\\\\/\\n\\u000d\\u0009\\u0000\\u001b[2J\\u007f\\u0085\u2028\ud83d\ude00\\ud83d!\"}",
        json);
    assertEquals(odd, JsonParser.parseString(json).getAsJsonObject().get("odd").getAsString());
  }

  @Test
  void durationsAreSecondsWhereverTheyLie() {
    JsonObject object =
        new JsonObject()
            .put("a", Duration.ofNanos(3_664_255))
            .put("b", Duration.ofSeconds(1_795_383_941, 104_723_000))
            .put("c", Duration.ofMillis(-1500))
            .put("d", Duration.ZERO);
    assertEquals(
        "{\"a\":0.003664,\"b\":1795383941.104723,\"c\":-1.500000,\"d\":0.000000}",
        object.toString());
  }

  @Test
  void pathsThatAreNoTextHaveTheirBytesToo() {
    assertEquals(
        "{\"path\":\"caf\u00e9\"}", new JsonObject().put("path", path("caf\u00e9")).toString());
    assertEquals("{\"path\":\".\"}", new JsonObject().put("path", path("")).toString());
    byte[] latin1 = "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        "{\"path\":\"caf\ufffd\",\"pathBytes\":\"Y2Fm6Q==\"}", // printf 'caf\351' | base64
        new JsonObject().put("path", ReportedPath.of(latin1)).toString());
  }

  @Test
  void objectsAreIndentedForPeople() {
    JsonObject object =
        new JsonObject()
            .put("a", 1)
            .put("meta", new JsonObject().put("b", "x").putTexts("c", List.of("N/A")));
    assertEquals(
        """
        {
            "a": 1,
            "meta": {
                "b": "x",
                "c": ["N/A"]
            }
        }""",
        object.indented());
    assertEquals(
        JsonParser.parseString(object.toString()), JsonParser.parseString(object.indented()));
  }
}
