package io.eventrecorder.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/**
 * The data in a page, as a browser reads them.
 *
 * @param json all data
 */
public record ReportedData(JsonNode json) {
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/octet-stream\" id=\"data\">([^<]*)</script>");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** {@return the data of a page} */
  public static ReportedData of(String html) {
    Matcher data = DATA.matcher(html);
    assertThat(data.find()).isTrue();
    return ofBase64(data.group(1).strip());
  }

  static ReportedData ofBase64(String text) {
    byte[] zipped = Base64.getDecoder().decode(text);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      return new ReportedData(JSON.readTree(new String(in.readAllBytes(), UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return a column of numbers, for example {@code events.count}} */
  public List<Long> numbers(String path) {
    return numbers(json.at("/" + path.replace('.', '/')));
  }

  /** {@return an array of numbers} */
  public static List<Long> numbers(JsonNode array) {
    assertThat(array.isArray()).isTrue();
    return StreamSupport.stream(array.spliterator(), false)
        .peek(number -> assertThat(number.isIntegralNumber()).isTrue())
        .map(JsonNode::asLong)
        .toList();
  }

  /** {@return a column of texts, which are numbers of strings} */
  public List<String> texts(String path) {
    JsonNode strings = json.get("strings");
    return numbers(path).stream().map(number -> strings.get(number.intValue()).asText()).toList();
  }

  /** {@return a number, for example {@code read.events}} */
  public long number(String path) {
    JsonNode number = json.at("/" + path.replace('.', '/'));
    assertThat(number.isIntegralNumber()).as(path).isTrue();
    return number.asLong();
  }
}
