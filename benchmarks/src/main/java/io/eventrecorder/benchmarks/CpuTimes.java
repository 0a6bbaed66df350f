package io.eventrecorder.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** CPU time by the names of threads, to tell what is slow from what waits. */
final class CpuTimes {
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private final Map<String, Long> nanos;

  private CpuTimes(Map<String, Long> nanos) {
    this.nanos = nanos;
  }

  static CpuTimes now() {
    Map<String, Long> nanos = new TreeMap<>();
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null) { // it may have ended
        nanos.merge(
            thread.getThreadName(), THREADS.getThreadCpuTime(thread.getThreadId()), Long::sum);
      }
    }
    return new CpuTimes(nanos);
  }

  /** In microseconds for each event; what is next to nothing is left out. */
  String since(CpuTimes start, int events) {
    StringBuilder text = new StringBuilder();
    nanos.forEach(
        (name, time) -> {
          double micros = (time - start.nanos.getOrDefault(name, 0L)) / 1e3 / events;
          if (micros >= 0.05) {
            text.append(text.isEmpty() ? "" : ", ").append(name);
            text.append(String.format(Locale.ROOT, " %.2f", micros));
          }
        });
    return text.toString();
  }
}
