package io.eventrecorder.kubernetes.facts;

/** The server of these tests answers as a real one. */
class KubernetesFactsTest extends KubernetesFacts {
  @Override
  Cluster open() {
    return Cluster.fake();
  }
}
