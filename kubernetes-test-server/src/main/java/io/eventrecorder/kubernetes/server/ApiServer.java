package io.eventrecorder.kubernetes.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A fake Kubernetes API server on the loopback interface. It serves events and namespaces as
 * kube-apiserver does, and no other resources. It stores everything in memory and keeps it across
 * {@link #stop()} and {@link #start()}. All methods are thread-safe.
 */
public final class ApiServer implements AutoCloseable {
  private final AccessControl access = new AccessControl();
  private final InjectedFaults faults = new InjectedFaults();
  private final RequestLog log = new RequestLog();
  private final Discovery discovery = new Discovery();
  private final EventStore store;
  private final NamespaceStore namespaces;
  private final @Nullable SelfSignedCertificate certificate;
  private final HttpListener listener;
  private final EventRoutes events;

  private ApiServer(@Nullable SelfSignedCertificate certificate, int port) {
    Clock clock = Clock.systemUTC();
    ResourceVersions versions = new ResourceVersions();
    this.store = new EventStore(versions);
    this.namespaces = new NamespaceStore(versions, clock, store);
    this.events = new EventRoutes(store, namespaces, clock);
    Routes routes = new Routes(access, discovery, namespaces, events);
    this.certificate = certificate;
    this.listener =
        new HttpListener(
            new RequestHandler(routes, faults, log, clock),
            certificate == null ? null : certificate.server(),
            port);
    listener.start();
  }

  /** {@return a started server with HTTPS on a free port} */
  public static ApiServer https() {
    return https(0);
  }

  /** {@return a started server with HTTPS on the given port; 0 for a free one} */
  public static ApiServer https(int port) {
    return new ApiServer(SelfSignedCertificate.create(Clock.systemUTC()), port);
  }

  /** {@return a started server with plain HTTP on a free port} */
  public static ApiServer http() {
    return new ApiServer(null, 0);
  }

  /** {@return the base URI, without a slash at the end; a restart does not change it} */
  public URI uri() {
    return URI.create((certificate == null ? "http" : "https") + "://127.0.0.1:" + listener.port());
  }

  /** {@return a TLS context that trusts only this server's certificate; null for plain HTTP} */
  public @Nullable SSLContext clientTls() {
    return certificate == null ? null : certificate.client();
  }

  /** Writes a kubeconfig for the user {@code admin} and the namespace {@code default}. */
  public Path kubeconfig(Path file) throws IOException {
    return kubeconfig(file, AccessControl.ADMIN_TOKEN, "default");
  }

  /** Writes a kubeconfig for the bearer of the token; returns the same path. */
  public Path kubeconfig(Path file, String token, String namespace) throws IOException {
    return KubeconfigFile.write(
        file, uri(), certificate == null ? null : certificate.pem(), token, namespace);
  }

  /** {@return the users and their permissions} */
  public AccessControl access() {
    return access;
  }

  /** {@return the faults that the server injects} */
  public InjectedFaults faults() {
    return faults;
  }

  /** {@return the requests that the server has received} */
  public RequestLog log() {
    return log;
  }

  /** Sets whether the server serves events.k8s.io/v1. Default: true. */
  public void serveEventsApi(boolean served) {
    discovery.serveEventsApi(served);
  }

  /** Creates a namespace. */
  public void createNamespace(String name) {
    ObjectNode document = JsonTrees.object();
    document.putObject("metadata").put("name", name);
    namespaces.create(document);
  }

  /**
   * Makes the namespace terminate: the server refuses new events in it and keeps its stored events.
   */
  public void terminateNamespace(String name) {
    namespaces.terminate(name);
  }

  /** {@return all events in core/v1 form, sorted by namespace and name} */
  public List<JsonNode> events() {
    return events(EventApiVersion.CORE);
  }

  /** {@return all events in the form of the given API version, sorted by namespace and name} */
  public List<JsonNode> events(EventApiVersion api) {
    return store.list("").stream().<JsonNode>map(api::encode).toList();
  }

  /** {@return the event in core/v1 form; null if there is none} */
  public @Nullable JsonNode event(String namespace, String name) {
    ObjectNode event = store.get(new StoredEventKey(namespace, name));
    return event == null ? null : EventApiVersion.CORE.encode(event);
  }

  /** Removes the event, as the real server does when its time to live ends. */
  public void expire(String namespace, String name) {
    if (store.remove(new StoredEventKey(namespace, name)) == null) {
      throw new IllegalArgumentException("no event " + namespace + '/' + name);
    }
  }

  /** Removes all events, as the real server does when their time to live ends. */
  public void expireAll() {
    store.removeIf(Objects::nonNull);
  }

  /**
   * Forgets all changes until now, as etcd does when it compacts. A watch or a continued list that
   * needs them is answered with 410.
   */
  public void compact() {
    store.compact();
  }

  /** Sends a bookmark to all watches that allow it. */
  public void sendBookmarks() {
    store.bookmark();
  }

  /** Ends all watches, each in the middle of a line. */
  public void cutWatches() {
    store.history().cut();
  }

  /** {@return the number of watches that are open} */
  public int watches() {
    return events.watches();
  }

  /** Listens again on the same port; the stored events are still there. */
  public void start() {
    listener.start();
  }

  /** Closes the port and all connections, and releases the requests that wait in a fault. */
  public void stop() {
    listener.stop();
    faults.stop();
  }

  @Override
  public void close() {
    stop();
  }
}
