package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.spi.CheckResult;
import io.eventrecorder.spi.CheckResult.Status;
import io.eventrecorder.spi.ProviderContext;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.VersionInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Checks whether events could be written: server, API, permissions. It writes no event. */
final class KubernetesCheck {
  private final ProviderContext context;
  private final ApiClient client;
  private final List<CheckResult> results = new ArrayList<>();

  private KubernetesCheck(ProviderContext context, ApiClient client) {
    this.context = context;
    this.client = client;
  }

  static List<CheckResult> of(ProviderContext context) {
    ClientSource source;
    try {
      source = ClientSource.of(context);
    } catch (IllegalArgumentException e) {
      return List.of(new CheckResult(Status.FAILED, "client", String.valueOf(e.getMessage())));
    }
    try {
      ApiClient client =
          new ApiClient(
              source.client(),
              context.get(KubernetesOptions.REQUEST_TIMEOUT_OPTION),
              context.clock());
      return new KubernetesCheck(context, client).run();
    } catch (RuntimeException e) { // a bug here or in fabric8 must not end the command
      return List.of(new CheckResult(Status.FAILED, "client", e.toString()));
    } finally {
      source.close();
    }
  }

  private List<CheckResult> run() {
    addClient();
    if (connects()) {
      checkNamespace(namespace());
      String group = group();
      for (String verb : RbacRules.verbs(context.get(KubernetesOptions.EVENT_NAMES))) {
        checkPermission(verb, group, namespace());
      }
    }
    return List.copyOf(results);
  }

  private void addClient() {
    NamedContext current = client.client().getConfiguration().getCurrentContext();
    String name = current == null ? "" : "context " + current.getName() + ", ";
    add(Status.OK, "client", name + "namespace " + namespace());
  }

  private boolean connects() {
    String server = String.valueOf(client.client().getMasterUrl());
    try {
      VersionInfo version = client.call(NamespacedKubernetesClient::getKubernetesVersion);
      String what = version == null ? "unknown" : String.valueOf(version.getGitVersion());
      add(Status.OK, "connection", server + ", version " + what);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403) { // a server may hide its version
        add(Status.OK, "connection", server + ", version unknown");
        return true;
      }
      add(
          Status.FAILED,
          "connection",
          server
              + ": "
              + TransportFailures.describe(e)
              + "; check the address, the network, and the credentials");
      return false;
    }
  }

  /** {@return the API group to which events are written} */
  private String group() {
    KubernetesApi choice = context.get(KubernetesOptions.API);
    try {
      boolean served = choice != KubernetesApi.CORE && ApiDiscovery.servesEventsV1(client);
      if (choice == KubernetesApi.EVENTS && !served) {
        add(Status.FAILED, "api", "the server has no events.k8s.io/v1: set api=core or api=auto");
      } else {
        add(Status.OK, "api", served ? "events.k8s.io/v1" : "core/v1");
      }
      return served ? "events.k8s.io" : "";
    } catch (KubernetesClientException e) {
      add(
          Status.WARNING,
          "api",
          "the server did not say which APIs it has: " + TransportFailures.describe(e));
      return choice == KubernetesApi.EVENTS ? "events.k8s.io" : "";
    }
  }

  private String namespace() {
    String namespace = client.client().getNamespace();
    return namespace == null || namespace.isEmpty() ? "default" : namespace;
  }

  /** Adds nothing if the client may not read namespaces: it does not need to. */
  private void checkNamespace(String namespace) {
    try {
      boolean missing =
          !EventObjectNames.isLabel(namespace)
              || client.send("GET", "api/v1/namespaces/" + namespace, "", null).code() == 404;
      if (missing) {
        add(
            Status.WARNING,
            "namespace " + namespace,
            "the server has no such namespace, so it refuses all its events: create it, or choose"
                + " another (option namespace, or the context of the kubeconfig)");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      add(Status.WARNING, "namespace " + namespace, "the server did not say: " + e.getMessage());
    }
  }

  private void checkPermission(String verb, String group, String namespace) {
    SelfSubjectAccessReview review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withGroup(group)
            .withResource("events")
            .withVerb(verb)
            .withNamespace(namespace)
            .endResourceAttributes()
            .endSpec()
            .build();
    String subject = verb + " events in namespace " + namespace;
    try {
      SelfSubjectAccessReview answer =
          client.call(
              kubernetes ->
                  kubernetes.authorization().v1().selfSubjectAccessReview().create(review));
      boolean allowed =
          answer.getStatus() != null && Boolean.TRUE.equals(answer.getStatus().getAllowed());
      if (allowed) {
        add(Status.OK, subject, "allowed");
      } else {
        EventNaming naming = context.get(KubernetesOptions.EVENT_NAMES);
        add(
            Status.FAILED,
            subject,
            "not allowed: " + RbacRules.remedy(group, namespace, "", naming));
      }
    } catch (KubernetesClientException e) {
      add(Status.WARNING, subject, "the server did not say: " + TransportFailures.describe(e));
    }
  }

  private void add(Status status, String subject, String detail) {
    results.add(new CheckResult(status, subject, detail));
  }
}
