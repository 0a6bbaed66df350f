package io.eventrecorder.sink.kafka;

import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.util.List;

/**
 * Creates the sink {@code kafka} from configuration. An application may provide a {@link
 * org.apache.kafka.clients.producer.Producer} of byte arrays, for sinks whose options name no
 * brokers, and a {@link KafkaRecordKey}, for sinks whose option {@code key} is not set.
 */
public final class KafkaEventSinkProvider implements EventSinkProvider {
  /** For {@link java.util.ServiceLoader}. */
  public KafkaEventSinkProvider() {}

  @Override
  public String type() {
    return "kafka";
  }

  @Override
  public List<Option<?>> options() {
    return KafkaOptions.ALL;
  }

  @Override
  public EventSink create(ProviderContext context) {
    return new SinkFactory(context.clock(), context::counter)
        .create(KafkaOptions.settings(context));
  }

  @Override
  public List<CheckResult> check(ProviderContext context) {
    return KafkaCheck.run(KafkaOptions.settings(context), ClientVersion.present());
  }
}
