package io.eventrecorder.cli.source.kubernetes;

/**
 * Which cluster is read, and how.
 *
 * @param kubeconfig a file; empty to find one as kubectl does
 * @param context a context of it; empty for the current one
 * @param namespace the namespace; empty for that of the context
 * @param allNamespaces whether all namespaces are read
 * @param api the API
 */
public record ClusterOptions(
    String kubeconfig, String context, String namespace, boolean allNamespaces, Api api) {

  /** Which API serves the events. Both have the same events. */
  public enum Api {
    /** core/v1. */
    CORE,
    /** events.k8s.io/v1. */
    EVENTS,
    /** events.k8s.io/v1 if the server has it and the user may read it, or else core/v1. */
    AUTO
  }
}
