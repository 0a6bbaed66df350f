package io.eventrecorder.cli.shell;

import io.eventrecorder.EventType;
import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.cli.table.TerminalSinkProvider;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The values that a shell offers for an option. They are looked up when a script is made. */
public final class Candidates {
  private Candidates() {}

  /** The sinks on the class path and in the plug-ins. */
  public static final class Sinks implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names(ProviderListing.discover().sinks())
          .filter(name -> !name.equals(TerminalSinkProvider.TYPE)) // --output chooses it
          .iterator();
    }
  }

  /** The correlators on the class path and in the plug-ins. */
  public static final class Correlators implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names(ProviderListing.discover().correlators()).iterator();
    }
  }

  /** The types of events. */
  public static final class Types implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(EventType.NORMAL, EventType.WARNING).iterator();
    }
  }

  private static Stream<String> names(List<ProviderListing.Entry> entries) {
    return entries.stream().map(ProviderListing.Entry::name);
  }
}
