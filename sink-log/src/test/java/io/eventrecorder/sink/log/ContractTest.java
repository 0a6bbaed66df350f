package io.eventrecorder.sink.log;

import io.eventrecorder.spi.EventSink;
import io.eventrecorder.testkit.EventSinkContract;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contract tests of sinks. */
class ContractTest {
  abstract static class AppendOnly extends EventSinkContract {
    @Override
    protected boolean appendOnly() {
      return true;
    }
  }

  @Nested
  class Slf4j extends AppendOnly {
    @Override
    protected EventSink createSink() {
      return LogEventSink.slf4j();
    }
  }

  @Nested
  class Stream extends AppendOnly {
    @Override
    protected EventSink createSink() {
      return LogEventSink.builder().json(OutputStream.nullOutputStream());
    }
  }

  @Nested
  class File extends AppendOnly {
    @TempDir Path folder;

    @Override
    protected EventSink createSink() {
      return LogEventSink.builder().json(folder.resolve("events.ndjson"));
    }
  }
}
