package shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ShopTest {
  @Test
  void theSameCodeRunsWithoutSinkAndSaysOnceWhatToAdd() {
    List<LogRecord> records = new ArrayList<>();
    Logger logger = Logger.getLogger("io.eventrecorder");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            records.add(record);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    Shop.main(new String[0]);
    assertThat(records).hasSize(1);
    LogRecord warning = records.get(0);
    String text = java.text.MessageFormat.format(warning.getMessage(), warning.getParameters());
    assertThat(text).contains("eventrecorder-sink-log", "events are discarded");
  }
}
