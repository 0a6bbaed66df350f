package io.eventrecorder.sink.kafka;

import com.google.common.testing.ClassSanityTester;
import com.google.common.testing.NullPointerTester;
import com.google.common.testing.NullPointerTester.Visibility;
import io.eventrecorder.spi.EventClock;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The public types reject null where their signatures do not allow it. */
class NullArgumentsTest {
  @Test
  void factory_methods_reject_null() throws Exception {
    new ClassSanityTester().forAllPublicStaticMethods(KafkaEventSink.class).testNulls();
  }

  @Test
  void the_builder_rejects_null() {
    NullPointerTester tester = new NullPointerTester();
    tester.setDefault(EventClock.class, EventClock.system());
    tester.setDefault(KafkaRecordKey.class, event -> "key");
    tester.setDefault(Map.class, Map.of());
    try (Producer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer())) {
      tester.setDefault(Producer.class, producer);
      tester.testInstanceMethods(KafkaEventSink.builder("events"), Visibility.PUBLIC);
    }
  }

  @Test
  void the_provider_rejects_null() {
    new NullPointerTester().testAllPublicInstanceMethods(new KafkaEventSinkProvider());
  }
}
