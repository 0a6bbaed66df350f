package io.eventrecorder.kubernetes.facts;

/** Checks the facts against the fake server. */
class AccessFactsTest extends AccessFacts {
  @Override
  Cluster open() {
    return Cluster.fake();
  }
}
