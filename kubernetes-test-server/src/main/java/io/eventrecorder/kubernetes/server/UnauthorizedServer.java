package io.eventrecorder.kubernetes.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * A server that answers every request with 401 as kube-apiserver does. Over HTTP/2 (RFC 9113),
 * which it prefers, it sends the 401 and GOAWAY. Over HTTP/1.1 it sends the 401 and closes the
 * connection. All methods are thread-safe.
 */
public final class UnauthorizedServer implements AutoCloseable {
  static final String HTTP_2 = "h2";

  private final SelfSignedCertificate certificate = SelfSignedCertificate.create(Clock.systemUTC());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> protocols = new CopyOnWriteArrayList<>();
  private final SSLServerSocket socket;

  /** Starts the server on a free port of the loopback interface. */
  public UnauthorizedServer() {
    try {
      socket =
          (SSLServerSocket)
              certificate
                  .server()
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {HTTP_2, "http/1.1"});
    socket.setSSLParameters(parameters);
    threads.execute(this::accept);
  }

  /** {@return the base URI, without a slash at the end} */
  public URI uri() {
    return URI.create("https://127.0.0.1:" + socket.getLocalPort());
  }

  /** Writes a kubeconfig with an expired token; returns the same path. */
  public Path kubeconfig(Path file) throws IOException {
    return KubeconfigFile.write(file, uri(), certificate.pem(), "expired-token", "default");
  }

  /** {@return the protocol of each connection so far: {@code h2}, or another value for HTTP/1.1} */
  public List<String> protocols() {
    return protocols;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        SSLSocket client = (SSLSocket) socket.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(SSLSocket client) {
    try (client) {
      client.startHandshake();
      protocols.add(client.getApplicationProtocol());
      byte[] body = StatusException.unauthorized().answer().bytes();
      if (HTTP_2.equals(client.getApplicationProtocol())) {
        Http2.refuse(client.getInputStream(), client.getOutputStream(), body);
        return;
      }
      String head =
          "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nConnection: close\r\n"
              + ("Content-Length: " + body.length + "\r\n\r\n");
      readHead(client);
      client.getOutputStream().write(head.getBytes(US_ASCII));
      client.getOutputStream().write(body);
      client.getOutputStream().flush();
      client.shutdownOutput();
      client.getInputStream().readAllBytes(); // an unread body would reset the connection
    } catch (IOException e) {
      return; // the client has gone
    }
  }

  private static void readHead(SSLSocket client) throws IOException {
    int matched = 0;
    while (matched < 4) {
      int read = client.getInputStream().read();
      if (read < 0) {
        throw new IOException("the connection ended within the request head");
      }
      matched = read == "\r\n\r\n".charAt(matched) ? matched + 1 : read == '\r' ? 1 : 0;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
