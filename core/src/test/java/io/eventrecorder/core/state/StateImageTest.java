package io.eventrecorder.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventrecorder.spi.StateFormatException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** The format of the state file. */
class StateImageTest {
  private static final StateIdentity COUNTING = StateIdentity.of("counting", new TreeMap<>());

  private static StateImage image(long clockNanos, List<byte[]> values) {
    Map<ByteBuffer, byte[]> parts = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      parts.put(ByteBuffer.wrap(("key " + i).getBytes(UTF_8)), values.get(i));
    }
    return new StateImage(COUNTING, clockNanos, parts);
  }

  private static List<List<Byte>> bytes(StateImage image) {
    return image.parts().values().stream().map(StateImageTest::listOf).toList();
  }

  private static List<Byte> listOf(byte[] bytes) {
    Byte[] boxed = new Byte[bytes.length];
    Arrays.setAll(boxed, i -> bytes[i]);
    return List.of(boxed);
  }

  @Property(tries = 200)
  void what_is_written_is_read(
      @ForAll @LongRange(min = 0) long clockNanos, @ForAll @Size(max = 20) List<byte[]> values) {
    StateImage image = image(clockNanos, values);
    StateImage read = StateImage.decode(image.encode());
    assertThat(read.identity()).isEqualTo(COUNTING);
    assertThat(read.clockNanos()).isEqualTo(clockNanos);
    assertThat(read.parts().keySet()).isEqualTo(image.parts().keySet());
    assertThat(bytes(read)).isEqualTo(bytes(image));
  }

  @Property(tries = 500)
  void a_file_that_is_cut_off_anywhere_is_refused(
      @ForAll @Size(max = 5) List<byte[]> values,
      @ForAll @LongRange(min = 0, max = 1L << 40) long at) {
    byte[] file = image(1, values).encode();
    byte[] cut = Arrays.copyOf(file, (int) (at % file.length));
    assertThatThrownBy(() -> StateImage.decode(cut)).isInstanceOf(StateFormatException.class);
  }

  @Property(tries = 2000)
  void a_file_with_one_wrong_bit_is_refused(
      @ForAll @Size(max = 5) List<byte[]> values,
      @ForAll @LongRange(min = 0, max = 1L << 40) long at) {
    byte[] file = image(1, values).encode();
    int bit = (int) (at % (8L * file.length));
    file[bit / 8] ^= (byte) (1 << (bit % 8));
    assertThatThrownBy(() -> StateImage.decode(file)).isInstanceOf(StateFormatException.class);
  }

  @Property(tries = 500)
  void other_bytes_are_refused(@ForAll byte[] bytes, @ForAll boolean withMagic) {
    byte[] magic = Arrays.copyOf(image(1, List.of()).encode(), 21);
    byte[] file = withMagic ? Arrays.copyOf(magic, magic.length + bytes.length) : bytes;
    if (withMagic) {
      System.arraycopy(bytes, 0, file, magic.length, bytes.length);
    }
    assertThatThrownBy(() -> StateImage.decode(file)).isInstanceOf(StateFormatException.class);
  }

  @Example
  void a_file_of_a_newer_format_is_refused_with_the_number_of_its_format() {
    byte[] file = image(1, List.of()).encode();
    file[20] = 7;
    assertThatThrownBy(() -> StateImage.decode(file))
        .hasMessage("has the format 7, and this version reads the format 1");
  }

  @Example
  void the_size_is_known_before_the_file_is_encoded() {
    StateMirror mirror = new StateMirror(COUNTING);
    StateChanges changes = new StateChanges();
    changes.put(new byte[3], new byte[100]);
    changes.put(new byte[4], new byte[50]);
    mirror.apply(changes);
    assertThat(mirror.encode(1)).hasSize((int) mirror.fileBytes());

    StateChanges later = new StateChanges();
    later.put(new byte[3], new byte[7]);
    later.remove(new byte[4]);
    later.remove(new byte[5]);
    mirror.apply(later);
    assertThat(mirror.encode(1)).hasSize((int) mirror.fileBytes());
    assertThat(StateImage.decode(mirror.encode(1)).parts()).hasSize(1);
  }

  @Example
  void only_options_that_do_not_have_their_default_make_another_identity() {
    assertThat(COUNTING).isEqualTo(StateIdentity.of("counting", new TreeMap<>()));
    assertThat(COUNTING)
        .isNotEqualTo(StateIdentity.of("counting", new TreeMap<>(Map.of("burst", "1"))));
    assertThat(StateIdentity.of("counting", new TreeMap<>(Map.of("a", "bc"))))
        .isNotEqualTo(StateIdentity.of("counting", new TreeMap<>(Map.of("ab", "c"))));
  }
}
