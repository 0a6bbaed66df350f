package io.eventrecorder.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** CPU time by thread name. It shows which threads work and which threads wait. */
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
      if (thread != null) { // The thread may have ended.
        nanos.merge(
            thread.getThreadName(), THREADS.getThreadCpuTime(thread.getThreadId()), Long::sum);
      }
    }
    return new CpuTimes(nanos);
  }

  /** {@return microseconds for each event, by thread; without threads that used almost no time} */
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
