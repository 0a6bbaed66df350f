package io.eventrecorder.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** Compares with Jackson's generator, which does not escape unprintable characters. */
class JsonBufferTest {
  private static final MemberName NAME = new MemberName("name");

  private final JsonBuffer json = new JsonBuffer();

  @Property
  void text_is_written_as_jackson_writes_it(
      @ForAll("texts") String name, @ForAll("texts") String value) {
    json.clear(); // one buffer for all tries: it must keep nothing of the last value
    json.start('{');
    json.text(name, value);
    json.text(NAME, value);
    json.end('}');
    assertThat(new String(json.toByteArray(), UTF_8)).isEqualTo(jackson(name, value));
  }

  @Property
  void repeated_text_is_written_as_other_text(
      @ForAll @Size(max = 20) List<@From("few") String> values) {
    RepeatedText member = new RepeatedText(NAME);
    JsonBuffer other = new JsonBuffer();
    json.clear();
    json.start('[');
    other.start('[');
    for (String value : values) {
      json.text(member, value);
      other.text(NAME, value);
    }
    json.end(']');
    other.end(']');
    assertThat(json.toByteArray()).isEqualTo(other.toByteArray());
  }

  @Provide
  Arbitrary<String> few() {
    return Arbitraries.of(
        "", "BackOff", "say \"é\"", "x".repeat(64), "x".repeat(65), "y".repeat(2000));
  }

  @Property
  void numbers_are_written_in_decimal(
      @ForAll int number, @ForAll @IntRange(min = -20, max = 20) int few) {
    json.clear();
    json.start('{');
    json.number(NAME, number);
    json.number(NAME, few);
    json.nothing(NAME);
    json.end('}');
    assertThat(new String(json.toByteArray(), UTF_8))
        .isEqualTo("{\"name\":" + number + ",\"name\":" + few + ",\"name\":null}");
  }

  /** The name and the value do not fit into the first buffer, and their characters are escaped. */
  @Example
  void long_text_makes_the_buffer_grow() {
    String[] texts = {"x", "\u0001", "\"", "é", "語", "\uD83D\uDE00", "\uD83D"};
    for (String one : texts) {
      for (String other : texts) {
        for (int length = 70; length < 1100; length += 3) {
          JsonBuffer fresh = new JsonBuffer();
          String name = one.repeat(length);
          String value = other.repeat(1100 - length) + "x".repeat(length);
          fresh.start('{');
          fresh.text(name, value);
          fresh.text(NAME, value);
          fresh.end('}');
          assertThat(new String(fresh.toByteArray(), UTF_8)).isEqualTo(jackson(name, value));
        }
      }
    }
  }

  @Example
  void commas_are_between_members_and_elements() {
    json.start('{');
    json.start(NAME, '[');
    json.start('{');
    json.end('}');
    json.start('{');
    json.raw(NAME, "1");
    json.raw("b", "[true]");
    json.end('}');
    json.end(']');
    json.ascii(NAME, new byte[] {'a', 'b', 'c'}, 2);
    json.start(NAME, '{');
    json.end('}');
    json.end('}');
    assertThat(new String(json.toByteArray(), UTF_8))
        .isEqualTo("{'name':[{},{'name':1,'b':[true]}],'name':'ab','name':{}}".replace('\'', '"'));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(40);
    Arbitrary<String> awkward =
        Arbitraries.strings()
            .withChars(
                "ab\"\\/\b\t\n\f\r\u0000\u001f\u007f\u0080\u07ff\u0800\u0085\u2028\u202e\u2069\uD83D\uDE00")
            .ofMaxLength(400);
    return Arbitraries.oneOf(any, awkward);
  }

  private static String jackson(String name, String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator =
        JacksonFactories.STANDARD.createGenerator(ObjectWriteContext.empty(), bytes)) {
      generator.writeStartObject();
      generator.writeStringProperty(Text.wellFormed(name), Text.wellFormed(value));
      generator.writeStringProperty("name", Text.wellFormed(value));
      generator.writeEndObject();
    }
    return escaped(bytes.toString(UTF_8));
  }

  private static String escaped(String json) {
    return Pattern.compile("[\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069]")
        .matcher(json)
        .replaceAll(raw -> String.format("\\\\u%04X", (int) raw.group().charAt(0)));
  }
}
