package shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShopTest {
  @Test
  void theEventIsInTheLog() throws Exception {
    Path log = Path.of(System.getProperty("eventrecorder.sink.log.file"));
    Files.deleteIfExists(log);
    Shop.main(new String[0]);
    assertThat(Files.readAllLines(log))
        .singleElement()
        .asString()
        .contains("PaymentFailed", "4711", "card was declined: expired");
  }
}
