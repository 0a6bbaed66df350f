package io.eventrecorder.kubernetes.facts;

/** The server of these tests answers as a real one. */
class AccessFactsTest extends AccessFacts {
  @Override
  Cluster open() {
    return Cluster.fake();
  }
}
