package io.eventrecorder.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class InputReaderTest {
  @Test
  void lines_pretty_printed_objects_and_lists_may_be_mixed() {
    String text =
        """

        {"message":"a"}
        {"message":"b"} {"message":"c"}

        {
          "message": "d",
          "source": {
          }
        }
        {
            "apiVersion": "v1",
            "items": [
                {
                    "message": "e"
                },
                {
                    "message": "f"
                }
            ],
            "kind": "List"
        }
        {"kind":"EventList","apiVersion":"v1","metadata":{},"items":[]}
        {"kind":"List","items":null}
        {"message":"g"}""";
    assertThat(InputText.read(text))
        .containsExactly("2 a", "3 b", "3 c", "5 d", "13 e", "16 f", "24 g");
  }

  @Test
  void the_output_of_kubectl_is_read_with_every_field() throws IOException {
    List<Event> events = new ArrayList<>();
    InputStream file = getClass().getResourceAsStream("kubectl-get-events.json");
    try (InputReader reader =
        new InputReader(Objects.requireNonNull(file), InputLimits.standard(), passed -> {})) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        events.add(event);
      }
    }
    assertThat(events).hasSize(3);
    assertThat(events.get(0).count()).isEqualTo(14);
    assertThat(events.get(0).regarding().fieldPath()).isEqualTo("spec.containers{shop}");
    assertThat(events.get(0).unknownFields())
        .containsOnlyKeys("/metadata/creationTimestamp", "/metadata/managedFields");
    assertThat(events.get(1).eventTime()).hasToString("2026-03-04T09:12:29.104233Z");
    assertThat(events.get(2).ownerReferences()).hasSize(1);
    assertThat(events.get(2).message()).endsWith("target – “peak”");
    for (Event event : events) {
      assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
    }
  }

  @Test
  void a_list_may_have_its_kind_behind_its_items_or_none() {
    assertThat(InputText.read("{\"items\":[{\"message\":\"a\"}]}")).containsExactly("1 a");
    assertThat(InputText.read("{\"items\":[{\"message\":\"a\"}],\"kind\":\"EventList\"}"))
        .containsExactly("1 a");
  }

  @Test
  void a_list_without_items_is_empty() {
    assertThat(InputText.read("{\"kind\":\"List\",\"items\":null}{\"kind\":\"EventList\"}"))
        .isEmpty();
    assertThat(InputText.errors("{\"kind\":\"List\",\"items\":{}}"))
        .containsExactly(
            "line 1, column 24, field items: must be an array, and not in a list of lists; write its name without escapes");
    assertThat(InputText.read("{\"kind\":\"List\",\"\\u0069tems\":[{}]}")).containsExactly("1 !");
  }

  @Test
  void the_items_of_a_list_may_be_in_both_apis() {
    assertThat(
            InputText.read(
                "{\"kind\":\"EventList\",\"apiVersion\":\"events.k8s.io/v1\",\"items\":"
                    + "[{\"regarding\":{\"name\":\"o\"},\"note\":\"a\"}]}"))
        .containsExactly("1 a");
    assertThat(
            InputText.read(
                "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":"
                    + "[{\"regarding\":{\"name\":\"o\"},\"note\":\"a\"}]}"))
        .containsExactly("1 a");
  }

  @Test
  void an_event_may_have_items_behind_its_kind() throws IOException {
    String named =
        "{\"kind\":\"Event\",\"items\":[{\"message\":\"x\"}],\"message\":\"a\",\"involvedObject\":{\"name\":\"o\"}}";
    String shaped =
        "{\"involvedObject\":{\"name\":\"o\"},\"items\":[{\"message\":\"x\"}],\"message\":\"a\"}";
    for (String text : List.of(named, shaped)) {
      byte[] bytes = text.getBytes(UTF_8);
      try (InputReader reader = InputText.reader(bytes, InputLimits.standard())) {
        assertThat(reader.next())
            .isNotNull()
            .extracting(event -> event.unknownFields().get("/items"))
            .isEqualTo("[{\"message\":\"x\"}]");
        assertThat(reader.next()).isNull();
      }
    }
    assertThat(InputText.errors("{\"items\":[],\"kind\":\"Event\"}"))
        .singleElement()
        .asString()
        .contains("move the kind before the items");
  }

  @Test
  void a_list_of_other_objects_is_reported_once() {
    assertThat(InputText.errors("{\"kind\":\"PodList\",\"items\":[{\"kind\":\"Pod\"},{},5]}\n"))
        .containsExactly(
            "line 1, column 9, field kind: must be Event, is PodList; only events and lists of"
                + " events can be read");
  }

  @Test
  void an_unknown_version_behind_the_items_is_reported_at_its_place() {
    assertThat(InputText.errors("{\"items\":[],\n\"apiVersion\":\"v7\"}\n"))
        .singleElement()
        .asString()
        .startsWith("line 2, column 14, field apiVersion: must be v1");
    assertThat(InputText.errors("{\"items\":[],\"apiVersion\":\"v7\"}\n"))
        .singleElement()
        .asString()
        .startsWith("line 1, column 26, field apiVersion: must be v1");
  }

  @Test
  void an_event_is_returned_as_soon_as_its_last_bracket_is_read() throws IOException {
    byte[] bytes = InputText.withObjects("{\"items\":[{\"message\":\"a\"}").getBytes(UTF_8);
    try (InputReader reader =
        new InputReader(
            new SequenceInputStream(InputText.slow(bytes), InputText.broken()),
            InputLimits.standard(),
            passed -> {})) {
      assertThat(reader.next()).isNotNull();
    }
  }

  @Test
  void the_result_does_not_depend_on_the_size_of_reads() throws IOException {
    byte[] bytes =
        InputText.withObjects(
                "\uFEFF{\"message\":\"é\"}\n{\"a\":\n{\"message\":\"b\"}\n{\"items\":[{\"message\":\"c\"}]}")
            .getBytes(UTF_8);
    List<String> found = new ArrayList<>();
    try (InputReader reader =
        new InputReader(InputText.slow(bytes), InputLimits.standard(), passed -> {})) {
      while (InputText.next(reader, found)) {}
    }
    assertThat(found)
        .isEqualTo(InputText.read(bytes, InputLimits.standard()))
        .containsExactly("1 é", "2 !", "3 b", "4 c");
  }

  @Test
  void a_broken_stream_is_an_io_exception() throws IOException {
    try (InputReader reader =
        new InputReader(InputText.broken(), InputLimits.standard(), passed -> {})) {
      assertThatThrownBy(reader::next).isInstanceOf(IOException.class).hasMessage("disk");
    }
  }

  @Test
  void closing_closes_the_stream() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream in =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    try (InputReader reader = new InputReader(in, InputLimits.standard(), passed -> {})) {
      assertThat(reader.next()).isNull();
      assertThat(reader.next()).isNull();
      assertThat(reader.line()).isZero();
    }
    assertThat(closed).isTrue();
  }

  @Test
  void byte_order_marks_between_joined_files_are_skipped() {
    assertThat(InputText.read("\uFEFF{\"message\":\"a\"}\n\uFEFF{\"message\":\"b\"}\n"))
        .containsExactly("1 a", "2 b");
    assertThat(InputText.errors("\uFEFF{\"kind\":\"Event\",\"count\":\"x\"}"))
        .singleElement()
        .asString()
        .startsWith("line 1, column 25");
  }
}
