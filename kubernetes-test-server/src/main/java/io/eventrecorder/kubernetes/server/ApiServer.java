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
 * A server on the loopback interface that answers about events and namespaces as kube-apiserver
 * does, and about nothing else. It keeps everything in memory, over {@link #stop()} and {@link
 * #start()}, too. All methods are thread-safe.
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

  private ApiServer(@Nullable SelfSignedCertificate certificate, int port) {
    Clock clock = Clock.systemUTC();
    ResourceVersions versions = new ResourceVersions();
    this.store = new EventStore(versions);
    this.namespaces = new NamespaceStore(versions, clock, store);
    EventRoutes events = new EventRoutes(store, namespaces, versions, clock);
    Routes routes = new Routes(access, discovery, namespaces, events);
    this.certificate = certificate;
    this.listener =
        new HttpListener(
            new RequestHandler(routes, faults, log, clock),
            certificate == null ? null : certificate.server(),
            port);
    listener.start();
  }

  /** {@return a server that has started, with HTTPS on a free port} */
  public static ApiServer https() {
    return https(0);
  }

  /** {@return a server that has started, with HTTPS on that port} */
  public static ApiServer https(int port) {
    return new ApiServer(SelfSignedCertificate.create(Clock.systemUTC()), port);
  }

  /** {@return a server that has started, with plain HTTP on a free port} */
  public static ApiServer http() {
    return new ApiServer(null, 0);
  }

  /** {@return where it listens, without a slash at the end; the same after a restart} */
  public URI uri() {
    return URI.create((certificate == null ? "http" : "https") + "://127.0.0.1:" + listener.port());
  }

  /** {@return what trusts the server's certificate and no other; null for plain HTTP} */
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

  /** {@return who may do what} */
  public AccessControl access() {
    return access;
  }

  /** {@return what goes wrong} */
  public InjectedFaults faults() {
    return faults;
  }

  /** {@return what was asked} */
  public RequestLog log() {
    return log;
  }

  /** Whether there is events.k8s.io/v1; at first there is. */
  public void serveEventsApi(boolean served) {
    discovery.serveEventsApi(served);
  }

  /** Makes a namespace. */
  public void createNamespace(String name) {
    ObjectNode document = JsonTrees.object();
    document.putObject("metadata").put("name", name);
    namespaces.create(document);
  }

  /** From now on nothing can be created in the namespace; what is there stays. */
  public void terminateNamespace(String name) {
    namespaces.terminate(name);
  }

  /** {@return all events as core/v1 shows them, by namespace and name} */
  public List<JsonNode> events() {
    return events(EventApiVersion.CORE);
  }

  /** {@return all events as the API shows them, by namespace and name} */
  public List<JsonNode> events(EventApiVersion api) {
    return store.list("").stream().<JsonNode>map(api::encode).toList();
  }

  /** {@return the event as core/v1 shows it; null if there is none} */
  public @Nullable JsonNode event(String namespace, String name) {
    ObjectNode event = store.get(new EventKey(namespace, name));
    return event == null ? null : EventApiVersion.CORE.encode(event);
  }

  /** Lets the event's time to live be over. */
  public void expire(String namespace, String name) {
    if (store.remove(new EventKey(namespace, name)) == null) {
      throw new IllegalArgumentException("no event " + namespace + '/' + name);
    }
  }

  /** Lets the time to live of all events be over. */
  public void expireAll() {
    store.removeIf(Objects::nonNull);
  }

  /** Listens again, on the same port and with all that was stored. */
  public void start() {
    listener.start();
  }

  /** Closes the port and all connections. */
  public void stop() {
    listener.stop();
    faults.stop();
  }

  @Override
  public void close() {
    stop();
  }
}
