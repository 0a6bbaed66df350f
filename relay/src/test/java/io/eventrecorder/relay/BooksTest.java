package io.eventrecorder.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class BooksTest {
  @Test
  void what_is_kept_is_read_again() {
    Books books = new Books();
    books.consumed = 3;
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
    books.dropped = 12;
    books.revision = 13;
    books.recordMillis = 14;
    books.mark = 15;
    books.options = 16;
    Books read = Books.of(books.toBytes());
    assertThat(read).usingRecursiveComparison().isEqualTo(books);
    assertThat(read.isEmpty()).isFalse();
  }

  @Test
  void nothing_kept_is_new_books() {
    assertThat(Books.of(null).isEmpty()).isTrue();
  }

  @Test
  void books_balance_after_a_store_was_lost() {
    for (long held : new long[] {0, 3, 7}) {
      Books books = new Books();
      books.occurrences = 10;
      books.written = 7;
      books.unwritten = 3;
      books.revision = 42;
      books.loseState(held, 41);
      assertThat(books.occurrences).isEqualTo(books.written + books.unwritten + books.dropped);
      assertThat(books.unwritten).isEqualTo(held);
      assertThat(books.stateLost).isEqualTo(1);
      assertThat(books.revision).isEqualTo(42);
      books.loseState(held, 43);
      assertThat(books.revision).isEqualTo(43);
    }
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
