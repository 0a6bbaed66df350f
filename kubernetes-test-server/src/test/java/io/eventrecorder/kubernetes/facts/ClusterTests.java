package io.eventrecorder.kubernetes.facts;

import static io.eventrecorder.kubernetes.facts.ExpectedResponse.created;

import io.eventrecorder.kubernetes.facts.EventDocument.Base;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.opentest4j.TestAbortedException;

/** Base class of tests that use one cluster for the whole class. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ClusterTests {
  private @Nullable Cluster cluster;
  private @Nullable EventRequests calls;
  private @Nullable TestAbortedException noCluster;

  /** {@return a cluster, which the caller closes} */
  abstract Cluster open();

  @BeforeAll
  void openCluster() {
    try {
      cluster = open();
      calls = new EventRequests(cluster);
    } catch (TestAbortedException e) {
      noCluster = e;
      System.out.println(getClass().getSimpleName() + " is skipped: " + e.getMessage());
    }
  }

  /**
   * Skips each test with the reason. If {@code BeforeAll} aborted, the report would not list the
   * tests.
   */
  @BeforeEach
  void requireCluster() {
    if (noCluster != null) {
      throw new TestAbortedException(noCluster.getMessage());
    }
  }

  @AfterAll
  void closeCluster() {
    if (calls != null) {
      calls.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  final Cluster cluster() {
    return Objects.requireNonNull(cluster);
  }

  final EventRequests calls() {
    return Objects.requireNonNull(calls);
  }

  final String namespace() {
    return cluster().namespace();
  }

  /** Creates an event; returns its name. */
  final String existing(Base base) {
    String name = EventRequests.freshName();
    created().check(calls().create(base, namespace(), EventDocument.of(base, namespace(), name)));
    return name;
  }
}
