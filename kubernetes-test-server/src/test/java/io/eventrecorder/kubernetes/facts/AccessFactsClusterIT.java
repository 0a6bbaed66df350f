package io.eventrecorder.kubernetes.facts;

/** Checks the facts against the cluster of the current kubeconfig. */
class AccessFactsClusterIT extends AccessFacts {
  @Override
  Cluster open() {
    return Cluster.current();
  }
}
