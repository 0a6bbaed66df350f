package io.eventrecorder.core.config;

import io.eventrecorder.broadcaster.ProviderListing;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelatorProvider;
import io.eventrecorder.spi.EventSinkProvider;
import io.eventrecorder.spi.Option;
import io.eventrecorder.spi.ReferenceResolver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the class path offers. Immutable. */
public final class Providers {
  /** The correlator that is always there. */
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

  /** {@return what the context class loader of this thread sees, or else this library's own} */
  public static Providers discover() {
    return discover(Thread.currentThread().getContextClassLoader());
  }

  /**
   * {@return what a class loader sees, or else this library's own}
   *
   * @param preferred asked first
   */
  public static Providers discover(@Nullable ClassLoader preferred) {
    Optional<ClassLoader> loader = Optional.ofNullable(preferred);
    return new Providers(
        new ServiceScan<>(
                "sink",
                EventSinkProvider.class,
                provider -> ServiceScan.checkedName(provider.type()),
                EventSinkProvider::options)
            .run(loader),
        new ServiceScan<>(
                "correlator",
                EventCorrelatorProvider.class,
                provider -> ServiceScan.checkedName(provider.name()),
                EventCorrelatorProvider::options)
            .run(loader),
        new ServiceScan<>(
                "resolver",
                ReferenceResolver.class,
                resolver -> resolver.getClass().getName(),
                resolver -> List.<Option<?>>of())
            .run(loader));
  }

  ProviderCatalog<EventSinkProvider> sinks() {
    return sinks;
  }

  ProviderCatalog<EventCorrelatorProvider> correlators() {
    return correlators;
  }

  /** {@return the resolvers of the class path, by class name} */
  public List<ReferenceResolver> resolvers() {
    return resolvers.found().stream().map(DiscoveredProvider::provider).toList();
  }

  /** {@return what stops every start: one name for two providers} */
  List<String> duplicates() {
    List<String> all = new ArrayList<>(sinks.duplicates());
    all.addAll(correlators.duplicates());
    correlators
        .find(NONE)
        .ifPresent(
            own ->
                all.add(
                    "correlator none is built in, and provided by "
                        + own.className()
                        + " from "
                        + own.location()
                        + " as well; remove that from the class path"));
    return all;
  }

  /** {@return the providers that do not work} */
  List<BrokenProvider> broken() {
    return Stream.of(sinks.broken(), correlators.broken(), resolvers.broken())
        .flatMap(Collection::stream)
        .toList();
  }

  /** {@return all this for people} */
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
