package io.eventrecorder.kubernetes.facts;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** Something that serves the Kubernetes API, for one test class. */
public interface Cluster extends AutoCloseable {
  /** Who asks. */
  enum Caller {
    /** May do everything. */
    ADMIN,
    /** Is known, and may do nothing. */
    NOBODY,
    /** Says that it is somebody, which is not so. */
    WRONG_TOKEN,
    /** Does not say who it is. */
    NO_TOKEN
  }

  /** What can be asked of a stand-in only. */
  enum Ability {
    /** {@link Cluster#beTooBusy}. */
    BE_TOO_BUSY,
    /** Events stay while their namespace terminates; elsewhere a controller soon deletes them. */
    KEEP_EVENTS_OF_TERMINATING_NAMESPACE
  }

  /** {@return a new server in this process} */
  static Cluster fake() {
    return new FakeCluster();
  }

  /**
   * {@return the cluster of the current kubeconfig}
   *
   * @throws TestAbortedException if none answers
   */
  static Cluster current() {
    return CurrentCluster.find();
  }

  /** {@return the namespace of this test class, which is removed at the end} */
  String namespace();

  /** {@return whether this cluster can do that} */
  boolean can(Ability ability);

  /** Answers 429 to the next request of the namespace. */
  void beTooBusy(String namespace, int retryAfterSeconds);

  /** {@return for a client of the user who may do everything} */
  Config config();

  /**
   * {@return a kubeconfig file for the same user, whose current context is this cluster}
   *
   * @param directory where one may be written
   */
  Path kubeconfig(Path directory) throws IOException;

  /**
   * {@return the answer, whatever its status}
   *
   * @param request without what says who asks
   * @param path with a slash at its start, encoded
   */
  HttpResponse<String> send(Caller caller, String path, HttpRequest.Builder request);

  /** Removes the namespace. */
  @Override
  void close();
}
