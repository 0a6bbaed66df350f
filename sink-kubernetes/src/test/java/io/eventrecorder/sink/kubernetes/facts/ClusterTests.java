package io.eventrecorder.sink.kubernetes.facts;

import static io.eventrecorder.sink.kubernetes.facts.Expected.created;

import io.eventrecorder.sink.kubernetes.facts.Draft.Base;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Tests with a cluster that is there for all of the class. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ClusterTests {
  private Cluster cluster;
  private EventCalls calls;

  /** {@return a cluster; closed by the caller} */
  abstract Cluster open();

  @BeforeAll
  void openCluster() {
    cluster = open();
    calls = new EventCalls(cluster);
  }

  @AfterAll
  void closeCluster() {
    if (calls != null) {
      calls.close();
      cluster.close();
    }
  }

  final Cluster cluster() {
    return cluster;
  }

  final EventCalls calls() {
    return calls;
  }

  final String namespace() {
    return cluster.namespace();
  }

  /** {@return the name of a new event} */
  final String existing(Base base) {
    String name = EventCalls.freshName();
    created().check(calls.create(base, namespace(), Draft.of(base, namespace(), name)));
    return name;
  }
}
