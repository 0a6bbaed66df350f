package io.eventrecorder.kubernetes.facts;

/** Checks the facts against the cluster of the current kubeconfig. */
class KubernetesFactsClusterIT extends KubernetesFacts {
  @Override
  Cluster open() {
    return Cluster.current();
  }
}
