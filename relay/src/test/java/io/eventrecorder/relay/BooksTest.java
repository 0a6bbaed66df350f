package io.eventrecorder.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class BooksTest {
  @Test
  void what_is_kept_is_read_again() {
    Books books = new Books();
    books.consume("events", 41);
    books.consume("more", 2);
    books.consume("events", 42);
    books.counted = 2;
    books.duplicates = 3;
    books.dead = 4;
    books.ignored = 5;
    books.occurrences = 6;
    books.written = 7;
    books.unwritten = 8;
    books.dedupUnknown = 9;
    books.stateLost = 10;
    books.nanos = 11;
    Books read = Books.of(books.toBytes());
    assertThat(read).usingRecursiveComparison().isEqualTo(books);
    assertThat(read.consumed).isEqualTo(3);
    assertThat(read.revision()).isEqualTo(44);
    assertThat(read.isEmpty()).isFalse();
  }

  @Test
  void nothing_kept_is_new_books() {
    assertThat(Books.of(null).isEmpty()).isTrue();
  }

  @Test
  void a_newer_format_is_an_error_with_a_remedy() {
    byte[] newer = new Books().toBytes();
    newer[0] = 2;
    assertThatIllegalStateException()
        .isThrownBy(() -> Books.of(newer))
        .withMessageContaining("format 2")
        .withMessageContaining("start the newer version again");
  }
}
