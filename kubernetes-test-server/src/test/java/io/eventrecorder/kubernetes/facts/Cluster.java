package io.eventrecorder.kubernetes.facts;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** A cluster to test with, real or fake. Each test class opens one. */
public interface Cluster extends AutoCloseable {
  /** The identity of the caller. */
  enum Caller {
    /** A user with all permissions. */
    ADMIN,
    /** A known user without permissions. */
    NOBODY,
    /** A caller with an invalid token. */
    WRONG_TOKEN,
    /** A caller without a token. */
    NO_TOKEN
  }

  /** A feature that only the fake server has. */
  enum Ability {
    /** {@link Cluster#beTooBusy}. */
    BE_TOO_BUSY,
    /**
     * Events stay while their namespace terminates; in a real cluster a controller soon deletes
     * them.
     */
    KEEP_EVENTS_OF_TERMINATING_NAMESPACE
  }

  /** {@return a new fake server in this process} */
  static Cluster fake() {
    return new FakeCluster();
  }

  /**
   * {@return the cluster of the current kubeconfig}
   *
   * @throws TestAbortedException if no cluster answers
   */
  static Cluster current() {
    return CurrentCluster.find();
  }

  /** {@return the namespace of this test class; {@link #close()} removes it} */
  String namespace();

  /** {@return whether this cluster has the feature} */
  boolean can(Ability ability);

  /** Makes the server answer 429 to the next request for the namespace. */
  void beTooBusy(String namespace, int retryAfterSeconds);

  /** {@return the client configuration of the user with all permissions} */
  Config config();

  /**
   * {@return a kubeconfig file for the same user, whose current context is this cluster}
   *
   * @param directory where the method may write a file
   */
  Path kubeconfig(Path directory) throws IOException;

  /**
   * {@return the response, of any status}
   *
   * @param request without the headers that identify the caller
   * @param path encoded, with a slash at its start
   */
  HttpResponse<String> send(Caller caller, String path, HttpRequest.Builder request);

  /** Removes the namespace. */
  @Override
  void close();
}
