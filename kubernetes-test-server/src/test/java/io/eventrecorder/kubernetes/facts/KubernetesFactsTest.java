package io.eventrecorder.kubernetes.facts;

/** Checks the facts against the fake server. */
class KubernetesFactsTest extends KubernetesFacts {
  @Override
  Cluster open() {
    return Cluster.fake();
  }
}
