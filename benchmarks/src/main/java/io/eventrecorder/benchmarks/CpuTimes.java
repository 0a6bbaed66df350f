package io.eventrecorder.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU time of this JVM in microseconds for each event, by thread name. It shows which threads work
 * and which threads wait.
 *
 * @param byThread the time of each thread that runs Java code
 * @param jvm the time of the JVM's own threads: compiler and garbage collector
 */
record CpuTimes(Map<String, Double> byThread, double jvm) {
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Threads with less time than this are not shown. */
  private static final double MIN_SHOWN = 0.02;

  /** {@return the time since this JVM started, in microseconds} */
  static CpuTimes now() {
    Map<String, Double> byThread = new TreeMap<>();
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null) { // The thread may have ended.
        double micros = THREADS.getThreadCpuTime(thread.getThreadId()) / 1e3;
        byThread.merge(thread.getThreadName(), micros, Double::sum);
      }
    }
    return new CpuTimes(byThread, PROCESS.getProcessCpuTime() / 1e3 - sum(byThread));
  }

  /** {@return the time between two readings, for each event} */
  CpuTimes since(CpuTimes start, int events) {
    Map<String, Double> spent = new TreeMap<>();
    byThread.forEach(
        (name, micros) ->
            spent.put(name, (micros - start.byThread.getOrDefault(name, 0.0)) / events));
    return new CpuTimes(spent, (jvm - start.jvm) / events);
  }

  /** {@return the time of all threads that run Java code} */
  double total() {
    return sum(byThread);
  }

  private static double sum(Map<String, Double> micros) {
    return micros.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%.2f:", total()));
    byThread.forEach(
        (name, micros) -> {
          if (micros >= MIN_SHOWN) {
            text.append(String.format(Locale.ROOT, " %s %.2f,", name, micros));
          }
        });
    return text + String.format(Locale.ROOT, " and the JVM's own threads %.2f", jvm);
  }
}
