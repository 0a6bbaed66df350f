package io.eventrecorder.core.config;

import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelatorProvider;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ReferenceResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The providers on the class path. Immutable. */
public final class Providers {
  /** The name of the built-in correlator. */
  static final String NONE = "none";

  private final ProviderCatalog<EventSinkProvider> sinks;
  private final ProviderCatalog<EventCorrelatorProvider> correlators;
  private final ProviderCatalog<ReferenceResolver> resolvers;

  private Providers(
      ProviderCatalog<EventSinkProvider> sinks,
      ProviderCatalog<EventCorrelatorProvider> correlators,
      ProviderCatalog<ReferenceResolver> resolvers) {
    this.sinks = sinks;
    this.correlators = correlators;
    this.resolvers = resolvers;
  }

  /**
   * {@return the providers that the context class loader of this thread finds; if it finds none,
   * those that this library's class loader finds}
   */
  public static Providers discover() {
    return discover(Thread.currentThread().getContextClassLoader());
  }

  /**
   * {@return the providers that a class loader finds; if it finds none, those that this library's
   * class loader finds}
   *
   * @param preferred the class loader to use first; may be null
   */
  public static Providers discover(@Nullable ClassLoader preferred) {
    return new Providers(
        new ServiceScan<>(
                "sink",
                EventSinkProvider.class,
                provider -> ServiceScan.checkedName(provider.type()),
                EventSinkProvider::options)
            .run(preferred),
        new ServiceScan<>(
                "correlator",
                EventCorrelatorProvider.class,
                provider -> ServiceScan.checkedName(provider.name()),
                EventCorrelatorProvider::options)
            .run(preferred),
        new ServiceScan<>(
                "resolver",
                ReferenceResolver.class,
                resolver -> resolver.getClass().getName(),
                resolver -> List.<Option<?>>of())
            .run(preferred));
  }

  ProviderCatalog<EventSinkProvider> sinks() {
    return sinks;
  }

  ProviderCatalog<EventCorrelatorProvider> correlators() {
    return correlators;
  }

  /** {@return the resolvers of the class path, by class name} */
  public List<ReferenceResolver> resolvers() {
    List<ReferenceResolver> all = new ArrayList<>();
    for (DiscoveredProvider<ReferenceResolver> resolver : resolvers.found()) {
      all.add(resolver.provider());
    }
    return all;
  }

  /** {@return one problem for each name that two providers have; they stop every start} */
  List<String> duplicates() {
    List<String> all = new ArrayList<>(sinks.duplicates());
    all.addAll(correlators.duplicates());
    DiscoveredProvider<?> none = correlators.find(NONE).orElse(null);
    if (none != null) {
      all.add(
          "correlator none is built in, but "
              + none.className()
              + " from "
              + none.location()
              + " provides it too; remove that jar from the class path");
    }
    return all;
  }

  /** {@return the providers that cannot be used} */
  List<BrokenProvider> broken() {
    List<BrokenProvider> all = new ArrayList<>(sinks.broken());
    all.addAll(correlators.broken());
    all.addAll(resolvers.broken());
    return all;
  }

  /** {@return the listing for tools that show it to people} */
  public ProviderListing listing() {
    DiscoveredProvider<?> none =
        new DiscoveredProvider<>(
            NONE,
            EventCorrelator.none(),
            EventCorrelator.class.getName(),
            DiscoveredProvider.location(EventCorrelator.class),
            List.of());
    return new ProviderListing(
        sinks.found().stream().map(Providers::entry).toList(),
        Stream.concat(Stream.of(none), correlators.found().stream()).map(Providers::entry).toList(),
        resolvers.found().stream().map(Providers::entry).toList(),
        Stream.concat(duplicates().stream(), broken().stream().map(BrokenProvider::problem))
            .toList());
  }

  private static ProviderListing.Entry entry(DiscoveredProvider<?> found) {
    return new ProviderListing.Entry(
        found.name(), found.className(), found.artifact(), found.options());
  }
}
