package shop.josdk;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.OwnerReference;
import io.eventrecorder.broadcaster.EventBroadcaster;
import io.eventrecorder.sink.kubernetes.KubernetesReferenceResolver;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.event.EventKeyStrategy;
import io.javaoperatorsdk.operator.api.event.EventNamingStrategy;
import io.javaoperatorsdk.operator.api.event.EventRecord;
import io.javaoperatorsdk.operator.api.event.EventRecorder;
import io.javaoperatorsdk.operator.api.event.ResourceEventRecorder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Lets java-operator-sdk's {@code context.eventRecorder()} record with a broadcaster. */
public final class BroadcasterEventRecorder implements EventRecorder {
  private static final System.Logger LOG =
      System.getLogger(BroadcasterEventRecorder.class.getName());
  private static final String HOST =
      Objects.requireNonNullElse(System.getenv("HOSTNAME"), "unknown");

  private final EventBroadcaster broadcaster;
  private final EventKeyStrategy keys;
  private final EventNamingStrategy names;
  private final boolean ownerReferences;
  private final KubernetesReferenceResolver references = new KubernetesReferenceResolver();

  public BroadcasterEventRecorder(EventBroadcaster broadcaster) {
    this(broadcaster, EventKeyStrategy.none(), EventNamingStrategy.none(), false);
  }

  public BroadcasterEventRecorder(
      EventBroadcaster broadcaster,
      EventKeyStrategy keys,
      EventNamingStrategy names,
      boolean ownerReferences) {
    this.broadcaster = broadcaster;
    this.keys = keys;
    this.names = names;
    this.ownerReferences = ownerReferences;
  }

  @Override
  public void record(EventRecord event, Context<?> context) {
    try {
      broadcaster.record(toEvent(event, context));
    } catch (RuntimeException e) { // a strategy's; an event must not fail a reconciliation
      LOG.log(System.Logger.Level.WARNING, "not recorded: " + event, e);
    }
  }

  @Override
  public ResourceEventRecorder forContext(Context<?> context) {
    return new ResourceEventRecorder() {
      @Override
      public void normal(String reason, String message) {
        record(EventRecord.normal(reason, message));
      }

      @Override
      public void warn(String reason, String message) {
        record(EventRecord.warning(reason, message));
      }

      @Override
      public void record(EventRecord event) {
        BroadcasterEventRecorder.this.record(event, context);
      }
    };
  }

  private Event toEvent(EventRecord event, Context<?> context) {
    HasMetadata primary = context.getPrimaryResource();
    ControllerConfiguration<?> controller = context.getControllerConfiguration();
    ObjectReference regarding = references.resolve(primary).orElseThrow();
    String component = event.reportingComponent().orElse(controller.getName());
    String instance =
        controller
            .getConfigurationService()
            .getLeaderElectionConfiguration()
            .flatMap(LeaderElectionConfiguration::getIdentity)
            .orElse(HOST);
    String name = event.name().or(() -> names.nameFor(primary, event)).orElse("");
    String key = event.key().or(() -> keys.keyFor(primary, event)).orElse("");
    Instant now = broadcaster.clock().instant();
    return Event.builder()
        .name(name) // if it is empty, the broadcaster finds one
        .key(name.isEmpty() ? key : name) // one name is one event, with any message
        .labels(event.labels())
        .annotations(event.annotations())
        .ownerReferences(owners(event, regarding))
        .regarding(regarding)
        .type(event.type().value())
        .reason(event.reason())
        .action(event.action().orElse(""))
        .message(Objects.requireNonNullElse(event.message(), ""))
        .source(new EventSource(component, instance))
        .reportingController(component)
        .reportingInstance(instance)
        .count(1)
        .firstTimestamp(now)
        .lastTimestamp(now)
        .build();
  }

  private List<OwnerReference> owners(EventRecord event, ObjectReference object) {
    if (!event.ownedByRegarding().orElse(ownerReferences) || object.uid().isEmpty()) {
      return List.of();
    }
    return List.of(
        new OwnerReference(
            object.apiVersion(), object.kind(), object.name(), object.uid(), null, null));
  }
}
