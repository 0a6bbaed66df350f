package io.eventrecorder.sink.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.security.plain.internals.PlainServerCallbackHandler;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A real broker in this JVM: one node that is also the controller. It can be stopped and started
 * again on the same ports with the same data. It has listeners for plain text (as a super user),
 * SASL/PLAIN, and TLS with a certificate for {@code localhost}.
 *
 * <p>This class uses internal classes of Kafka. No other test does.
 */
public final class KafkaBroker implements AutoCloseable {
  private static final String KEYSTORE_PASSWORD = "changeit";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int CONTROLLER = 0;
  private static final int PLAINTEXT = 1;
  private static final int SASL = 2;
  private static final int SSL = 3;

  private final Path directory;
  private final List<Integer> ports = freePorts(4);
  private final Map<String, String> settings;
  private @Nullable KafkaRaftServer server;

  private KafkaBroker(Path directory, Map<String, String> settings) {
    this.directory = directory;
    this.settings = settings;
  }

  /** {@return a running broker, in a new directory that {@link #close()} deletes} */
  public static KafkaBroker start() {
    return start(Map.of());
  }

  /**
   * {@return a running broker, in a new directory that {@link #close()} deletes}
   *
   * @param settings settings of the broker, which replace those of this class
   */
  public static KafkaBroker start(Map<String, String> settings) {
    try {
      KafkaBroker broker = new KafkaBroker(Files.createTempDirectory("kafka-broker"), settings);
      broker.makeCertificate();
      broker.format();
      broker.startAgain();
      return broker;
    } catch (Exception e) {
      throw new IllegalStateException("no broker could be started", e);
    }
  }

  /**
   * Runs a broker until standard input ends; its first line of output is the address.
   *
   * @param args broker settings, {@code name=value} each
   * @throws IOException if standard input cannot be read
   */
  public static void main(String[] args) throws IOException {
    Map<String, String> settings = new HashMap<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      settings.put(arg.substring(0, equals), arg.substring(equals + 1));
    }
    try (KafkaBroker broker = start(settings)) {
      System.out.println(broker.bootstrapServers());
      while (System.in.read() >= 0) {
        // until the parent process closes the stream
      }
    }
    System.exit(0); // Threads of the broker may still run.
  }

  /** {@return the address of the listener without login} */
  public String bootstrapServers() {
    return address(PLAINTEXT);
  }

  /**
   * {@return the settings of a producer that logs in with SASL/PLAIN}
   *
   * @param user the name of the user; see {@link #setPassword}
   * @param password the password
   */
  public Map<String, String> saslClient(String user, String password) {
    return Map.of(
        "bootstrap.servers",
        address(SASL),
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
            + user
            + "\" password=\""
            + password
            + "\";");
  }

  /** {@return the settings of a producer that trusts the certificate of the broker} */
  public Map<String, String> sslClient() {
    return Map.of(
        "bootstrap.servers",
        address(SSL),
        "security.protocol",
        "SSL",
        "ssl.truststore.location",
        keystore().toString(),
        "ssl.truststore.password",
        KEYSTORE_PASSWORD);
  }

  /** {@return the address of the TLS listener} */
  public String sslAddress() {
    return address(SSL);
  }

  /**
   * Sets the password of a SASL user for all later logins.
   *
   * @param user the name of the user
   * @param password the new password
   */
  public void setPassword(String user, String password) {
    Passwords.BY_USER.put(user, password.toCharArray());
  }

  /** Starts the broker after {@link #stop()}, on the same ports with the same data. */
  public void startAgain() {
    Properties properties = new Properties();
    properties.putAll(configuration());
    KafkaRaftServer starting =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    starting.startup();
    server = starting;
  }

  /** Stops the broker and closes its connections. */
  public void stop() {
    KafkaRaftServer running = server;
    server = null;
    if (running != null) {
      running.shutdown();
      running.awaitShutdown();
    }
  }

  /** Stops the broker and deletes its data. */
  @Override
  public void close() {
    stop();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Creates a topic, and waits until each partition has a leader. The broker confirms the creation
   * earlier. The broker may then refuse the first batch of an idempotent producer and accept the
   * next one, and the producer tries the first one until its delivery.timeout.ms (KAFKA-15591).
   *
   * @param name the name of the topic
   * @param partitions the number of partitions
   * @param configs the configuration of the topic
   */
  public void createTopic(String name, int partitions, Map<String, String> configs) {
    try (Admin admin = admin()) {
      NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(configs);
      await(admin.createTopics(List.of(topic)).all());
      awaitLeaders(admin, name, partitions);
    }
  }

  private static void awaitLeaders(Admin admin, String topic, int partitions) {
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    long start = System.nanoTime();
    while (true) {
      try {
        await(admin.listOffsets(ends).all()); // The client waits for leaders.
        return;
      } catch (IllegalStateException e) {
        boolean unknownTopic = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!unknownTopic || System.nanoTime() - start > TIMEOUT.toNanos()) {
          throw e;
        }
      }
    }
  }

  /**
   * Deletes a topic.
   *
   * @param name the name of the topic
   */
  public void deleteTopic(String name) {
    try (Admin admin = admin()) {
      await(admin.deleteTopics(List.of(name)).all());
    }
  }

  /**
   * Limits the rate of producers.
   *
   * @param clientId the client.id of the producers
   * @param bytesPerSecond the limit; null for none
   */
  public void throttle(String clientId, @Nullable Double bytesPerSecond) {
    ClientQuotaEntity client = new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, clientId));
    ClientQuotaAlteration.Op rate =
        new ClientQuotaAlteration.Op("producer_byte_rate", bytesPerSecond);
    try (Admin admin = admin()) {
      ClientQuotaAlteration change = new ClientQuotaAlteration(client, List.of(rate));
      await(admin.alterClientQuotas(List.of(change)).all());
    }
  }

  /** {@return an admin client; the caller closes it} */
  public Admin admin() {
    return Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers()));
  }

  /**
   * {@return all records of a topic, partition by partition, in order}
   *
   * @param topic the topic
   */
  public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers(), "fetch.max.wait.ms", 50);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all.stream()
        .sorted(Comparator.comparingInt(ConsumerRecord<byte[], byte[]>::partition))
        .collect(Collectors.toList());
  }

  /**
   * Waits for the result of a request of an {@link Admin}.
   *
   * @param future the future of the result
   * @param <T> the type of the result
   * @return the result
   */
  public static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String address(int listener) {
    return "localhost:" + ports.get(listener);
  }

  private Path keystore() {
    return directory.resolve("broker.p12");
  }

  private Map<String, String> configuration() {
    Map<String, String> config = new HashMap<>();
    config.put("process.roles", "broker,controller");
    config.put("node.id", "1");
    config.put("controller.quorum.voters", "1@" + address(CONTROLLER));
    config.put("controller.listener.names", "CONTROLLER");
    String clients =
        "PLAINTEXT://" + address(PLAINTEXT) + ",SASL://" + address(SASL) + ",SSL://" + address(SSL);
    config.put("listeners", clients + ",CONTROLLER://" + address(CONTROLLER));
    config.put("advertised.listeners", clients);
    config.put("inter.broker.listener.name", "PLAINTEXT");
    config.put(
        "listener.security.protocol.map",
        "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL:SASL_PLAINTEXT,SSL:SSL");
    config.put("log.dirs", directory.resolve("data").toString());
    config.put("auto.create.topics.enable", "false");
    for (String topic :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      config.put(topic + ".replication.factor", "1");
      config.put(topic + ".num.partitions", "1");
    }
    config.put("transaction.state.log.min.isr", "1");
    config.put("share.coordinator.state.topic.min.isr", "1");
    config.put("group.initial.rebalance.delay.ms", "0");
    config.put(
        "log.retention.ms", "-1"); // Otherwise the broker would delete records with an old time.
    config.put("log.cleaner.backoff.ms", "100");
    config.put("log.cleaner.dedupe.buffer.size", "4194304");
    config.put("quota.window.num", "3");
    security(config);
    config.putAll(settings);
    return config;
  }

  private void security(Map<String, String> config) {
    config.put("authorizer.class.name", StandardAuthorizer.class.getName());
    config.put("super.users", "User:ANONYMOUS");
    config.put("allow.everyone.if.no.acl.found", "true");
    String plain = "listener.name.sasl.plain.";
    config.put("listener.name.sasl.sasl.enabled.mechanisms", "PLAIN");
    config.put(plain + "sasl.server.callback.handler.class", Passwords.class.getName());
    config.put(
        plain + "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required;");
    config.put("listener.name.ssl.ssl.keystore.location", keystore().toString());
    config.put("listener.name.ssl.ssl.keystore.password", KEYSTORE_PASSWORD);
  }

  private void format() throws Exception {
    new Formatter()
        .setPrintStream(
            new java.io.PrintStream(
                java.io.OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(directory.resolve("data").toString())
        .addDirectory(directory.resolve("data").toString())
        .run();
  }

  private void makeCertificate() throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore().toString(),
                "-storepass",
                KEYSTORE_PASSWORD)
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(output);
    }
  }

  private static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks the password of each login, so that a test can change it. Kafka creates the object, so
   * the map is static.
   */
  public static final class Passwords extends PlainServerCallbackHandler {
    private static final Map<String, char[]> BY_USER =
        new java.util.concurrent.ConcurrentHashMap<>();

    /** Kafka calls this constructor. */
    public Passwords() {}

    @Override
    protected boolean authenticate(String username, char[] password) {
      return java.util.Arrays.equals(BY_USER.get(username), password);
    }
  }
}
