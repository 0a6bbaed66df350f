package io.eventrecorder.kubernetes.facts;

/** A real server answers as it is written down. */
class AccessFactsClusterIT extends AccessFacts {
  @Override
  Cluster open() {
    return Cluster.current();
  }
}
