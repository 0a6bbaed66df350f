package io.eventrecorder.benchmarks;

import io.eventrecorder.benchmarks.KafkaRounds.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures events per second from a recorder to the acknowledgement of a real Kafka broker in
 * another JVM. Rounds alternate with those of a bare producer that has the same configuration and
 * sends the same bytes. Also measures how many more bytes the recorder allocates for each event,
 * and how much more CPU time it uses. The last three lines are {@code jvm-threads-over-bare=… us}
 * for each event, of the JVM's own threads (compiler, garbage collector), {@code cpu-over-bare=…
 * us} for each event, of all threads that run Java code, and {@code ratio=…}.
 */
public final class KafkaThroughput {
  /** The JVM must compile more code for the recorder than for the bare producer. */
  private static final int WARM_UP = 10;

  private static final int ROUNDS = 5;

  private KafkaThroughput() {}

  /**
   * Runs the measurement, for about a minute and a half.
   *
   * @param args the number of events in a round; 500 000 if there is no argument
   * @throws IOException if the broker cannot be started
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int events = args.length == 0 ? 500_000 : Integer.parseInt(args[0]);
    try (BrokerProcess broker = new BrokerProcess()) {
      compare(broker.address(), events);
    }
    System.exit(0);
  }

  private static void compare(String address, int events) throws InterruptedException {
    List<Figures> bare = new ArrayList<>();
    List<Figures> recorder = new ArrayList<>();
    try (KafkaRounds rounds = new KafkaRounds(address, events)) {
      System.out.println(rounds.describe());
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        Figures b = rounds.bare();
        Figures r = rounds.recorder();
        System.out.printf("%s  bare %s  recorder %s%n", round < 0 ? "warm-up" : "round  ", b, r);
        if (round >= 0) {
          bare.add(b);
          recorder.add(r);
        }
      }
    }
    CpuTimes bareCpu = Figures.median(bare, f -> f.cpu().total()).cpu();
    CpuTimes recorderCpu = Figures.median(recorder, f -> f.cpu().total()).cpu();
    System.out.println("median of the CPU time by thread, in microseconds for each event:");
    System.out.println("  bare      " + bareCpu);
    System.out.println("  recorder  " + recorderCpu);
    Figures b = Figures.median(bare, Figures::perSecond);
    Figures r = Figures.median(recorder, Figures::perSecond);
    System.out.printf("bare producer   %s%n", b);
    System.out.printf("recorder        %s%n", r);
    System.out.printf("allocated more than the bare producer: %d B/event%n", r.bytes() - b.bytes());
    // These threads also compile, and that has not always ended after the warm-up.
    double jvmOverBare =
        Figures.median(recorder, f -> f.cpu().jvm()).cpu().jvm()
            - Figures.median(bare, f -> f.cpu().jvm()).cpu().jvm();
    System.out.printf("jvm-threads-over-bare=%.2f us%n", jvmOverBare);
    System.out.printf("cpu-over-bare=%.2f us%n", recorderCpu.total() - bareCpu.total());
    System.out.printf("ratio=%.2f%n", r.perSecond() / b.perSecond());
  }
}
