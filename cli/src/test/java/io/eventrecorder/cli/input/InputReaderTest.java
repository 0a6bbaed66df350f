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
  void lineByLineAndPrettyPrintedAndListsInAnyMix() {
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
    assertThat(EventStream.read(text))
        .containsExactly("2 a", "3 b", "3 c", "5 d", "13 e", "16 f", "24 g");
  }

  @Test
  void whatKubectlPrintsIsReadWithEveryField() throws IOException {
    List<Event> events = new ArrayList<>();
    InputStream file = getClass().getResourceAsStream("kubectl-get-events.json");
    try (InputReader reader =
        new InputReader(Objects.requireNonNull(file), Limits.standard(), passed -> {})) {
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
  void aListNeedNotSayItsKindBeforeItsItems() {
    assertThat(EventStream.read("{\"items\":[{\"message\":\"a\"}]}")).containsExactly("1 a");
    assertThat(EventStream.read("{\"items\":[{\"message\":\"a\"}],\"kind\":\"EventList\"}"))
        .containsExactly("1 a");
  }

  @Test
  void aListWithoutItemsIsEmpty() {
    assertThat(EventStream.read("{\"kind\":\"List\",\"items\":null}{\"kind\":\"EventList\"}"))
        .isEmpty();
    assertThat(EventStream.errors("{\"kind\":\"List\",\"items\":{}}"))
        .containsExactly(
            "line 1, column 24, field items: must be an array, its name written"
                + " without escapes, and not in lists of lists");
    assertThat(EventStream.read("{\"kind\":\"List\",\"\\u0069tems\":[{}]}")).containsExactly("1 !");
  }

  @Test
  void theItemsOfAnEventListAreInItsApi() {
    assertThat(
            EventStream.read(
                "{\"kind\":\"EventList\",\"apiVersion\":\"events.k8s.io/v1\",\"items\":"
                    + "[{\"regarding\":{\"name\":\"o\"},\"note\":\"a\"}]}"))
        .containsExactly("1 a");
    assertThat(
            EventStream.read(
                "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":"
                    + "[{\"regarding\":{\"name\":\"o\"},\"note\":\"a\"}]}"))
        .containsExactly("1 a");
  }

  @Test
  void anEventMayHaveItemsIfItSaysFirstThatItIsOne() throws IOException {
    String named =
        "{\"kind\":\"Event\",\"items\":[{\"message\":\"x\"}],\"message\":\"a\",\"involvedObject\":{\"name\":\"o\"}}";
    String shaped =
        "{\"involvedObject\":{\"name\":\"o\"},\"items\":[{\"message\":\"x\"}],\"message\":\"a\"}";
    for (String text : List.of(named, shaped)) {
      byte[] bytes = text.getBytes(UTF_8);
      try (InputReader reader = EventStream.reader(bytes, Limits.standard())) {
        assertThat(reader.next())
            .isNotNull()
            .extracting(event -> event.unknownFields().get("/items"))
            .isEqualTo("[{\"message\":\"x\"}]");
        assertThat(reader.next()).isNull();
      }
    }
    assertThat(EventStream.errors("{\"items\":[],\"kind\":\"Event\"}"))
        .singleElement()
        .asString()
        .contains("write the kind first");
  }

  @Test
  void aListOfSomethingElseIsReportedOnce() {
    assertThat(EventStream.errors("{\"kind\":\"PodList\",\"items\":[{\"kind\":\"Pod\"},{},5]}\n"))
        .containsExactly(
            "line 1, column 9, field kind: must be Event, is PodList; only events and lists of"
                + " events can be read");
  }

  @Test
  void aListOfAnUnknownVersionIsReportedBehindItsItemsAtItsPlace() {
    assertThat(EventStream.errors("{\"items\":[],\n\"apiVersion\":\"v7\"}\n"))
        .singleElement()
        .asString()
        .startsWith("line 2, column 14, field apiVersion: must be v1");
    assertThat(EventStream.errors("{\"items\":[],\"apiVersion\":\"v7\"}\n"))
        .singleElement()
        .asString()
        .startsWith("line 1, column 26, field apiVersion: must be v1");
  }

  @Test
  void anEventIsReturnedAsSoonAsItsLastBracketIsThere() throws IOException {
    byte[] bytes = EventStream.withObjects("{\"items\":[{\"message\":\"a\"}").getBytes(UTF_8);
    try (InputReader reader =
        new InputReader(
            new SequenceInputStream(EventStream.slow(bytes), EventStream.broken()),
            Limits.standard(),
            passed -> {})) {
      assertThat(reader.next()).isNotNull();
    }
  }

  @Test
  void itDoesNotMatterInWhichPiecesTheStreamComes() throws IOException {
    byte[] bytes =
        EventStream.withObjects(
                "\uFEFF{\"message\":\"é\"}\n{\"a\":\n{\"message\":\"b\"}\n{\"items\":[{\"message\":\"c\"}]}")
            .getBytes(UTF_8);
    List<String> found = new ArrayList<>();
    try (InputReader reader =
        new InputReader(EventStream.slow(bytes), Limits.standard(), passed -> {})) {
      while (EventStream.next(reader, found)) {}
    }
    assertThat(found)
        .isEqualTo(EventStream.read(bytes, Limits.standard()))
        .containsExactly("1 é", "2 !", "3 b", "4 c");
  }

  @Test
  void aBrokenStreamIsAnIoException() throws IOException {
    try (InputReader reader =
        new InputReader(EventStream.broken(), Limits.standard(), passed -> {})) {
      assertThatThrownBy(reader::next).isInstanceOf(IOException.class).hasMessage("disk");
    }
  }

  @Test
  void closingClosesTheStream() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream in =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    try (InputReader reader = new InputReader(in, Limits.standard(), passed -> {})) {
      assertThat(reader.next()).isNull();
      assertThat(reader.next()).isNull();
      assertThat(reader.line()).isZero();
    }
    assertThat(closed).isTrue();
  }

  @Test
  void byteOrderMarksAreSkippedWhereverFilesWereJoined() {
    assertThat(EventStream.read("\uFEFF{\"message\":\"a\"}\n\uFEFF{\"message\":\"b\"}\n"))
        .containsExactly("1 a", "2 b");
    assertThat(EventStream.errors("\uFEFF{\"kind\":\"Event\",\"count\":\"x\"}"))
        .singleElement()
        .asString()
        .startsWith("line 1, column 25");
  }
}
