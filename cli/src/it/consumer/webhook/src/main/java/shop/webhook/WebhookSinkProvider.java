package shop.webhook;

import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ProviderContext;
import java.net.URI;
import java.util.List;

public final class WebhookSinkProvider implements EventSinkProvider {
  private static final Option<String> URL =
      Option.string("url").require().describedAs("Where events are posted.");
  private static final Option<Integer> CONCURRENCY =
      Option.integer("concurrency", 1, 64).defaultTo(4).describedAs("Posts in flight at a time.");

  @Override
  public String type() {
    return "webhook";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(URL, CONCURRENCY);
  }

  @Override
  public EventSink create(ProviderContext context) {
    WebhookSink sink = new WebhookSink(URI.create(context.get(URL)));
    return EventSink.blocking(sink, context.get(CONCURRENCY));
  }
}
