package io.eventrecorder.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.eventrecorder.spi.EventClock;
import java.time.Clock;
import java.time.Instant;

/** Rules of the architecture. They are here because this module depends on all others. */
@AnalyzeClasses(
    packages = "io.eventrecorder",
    importOptions = {ImportOption.DoNotIncludeTests.class, LawsTest.WithoutTestJars.class})
class LawsTest {
  private static final String API = "io.eventrecorder";
  private static final String MACHINE = "io.eventrecorder.core.pipeline.machine..";
  private static final DescribedPredicate<JavaClass> SINKS =
      resideInAPackage("io.eventrecorder.sink..");

  @ArchTest
  static final ArchRule time_enters_by_one_interface =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.eventrecorder.spi.SystemClock")
          .and() // not published, and a server has a java.time.Clock
          .resideOutsideOfPackage("io.eventrecorder.kubernetes.server..")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule packages_of_the_api_depend_downwards_only =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("broadcaster")
          .definedBy("io.eventrecorder.broadcaster")
          .layer("spi")
          .definedBy("io.eventrecorder.spi")
          .layer("recording")
          .definedBy(API)
          .layer("text")
          .definedBy("io.eventrecorder.text")
          .whereLayer("broadcaster")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("spi")
          .mayOnlyBeAccessedByLayers("broadcaster")
          .whereLayer("recording")
          .mayOnlyBeAccessedByLayers("broadcaster", "spi");

  @ArchTest
  static final ArchRule no_module_has_a_cycle_of_packages =
      slices().assignedFrom(new EachPackage()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule the_api_depends_on_no_other_module_of_ours =
      noClasses()
          .that()
          .resideInAnyPackage(
              API, "io.eventrecorder.broadcaster", "io.eventrecorder.spi", "io.eventrecorder.text")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.eventrecorder..")
                  .and(
                      not(
                          resideInAnyPackage(
                              API,
                              "io.eventrecorder.broadcaster",
                              "io.eventrecorder.spi",
                              "io.eventrecorder.text"))));

  @ArchTest
  static final ArchRule the_machine_depends_on_the_api_only_and_knows_no_threads =
      classes()
          .that()
          .resideInAPackage(MACHINE)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      MACHINE,
                      API,
                      "io.eventrecorder.broadcaster",
                      "io.eventrecorder.spi",
                      "io.eventrecorder.text",
                      "java.lang",
                      "java.lang.invoke",
                      "java.lang.runtime",
                      "java.time",
                      "java.util",
                      "java.util.function",
                      "java.util.random",
                      "java.util.stream",
                      "org.jspecify.annotations")
                  .and(not(assignableTo(Thread.class)))
                  .and(not(assignableTo(EventClock.class))));

  @ArchTest
  static final ArchRule only_core_uses_the_classes_of_core =
      noClasses()
          .that(
              resideInAnyPackage(
                  "io.eventrecorder.correlator..",
                  "io.eventrecorder.sink..",
                  "io.eventrecorder.micrometer..",
                  "io.eventrecorder.testkit..",
                  "io.eventrecorder.cli.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.eventrecorder.core..");

  @ArchTest
  static final ArchRule only_the_correlator_uses_its_internal_classes =
      noClasses()
          .that(not(resideInAPackage("io.eventrecorder.correlator..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.eventrecorder.correlator.internal..");

  @ArchTest
  static final ArchRule sinks_know_nothing_of_the_correlator =
      noClasses()
          .that(SINKS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.eventrecorder.correlator..");

  @ArchTest
  static final ArchRule the_correlator_does_no_io_and_starts_no_threads =
      noClasses()
          .that()
          .resideInAPackage("io.eventrecorder.correlator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.util.concurrent.ExecutorService.class);

  @ArchTest
  static final ArchRule jackson_is_not_visible_in_the_api =
      classes()
          .that()
          .resideInAnyPackage(
              API,
              "io.eventrecorder.broadcaster",
              "io.eventrecorder.spi",
              "io.eventrecorder.text",
              "io.eventrecorder.json")
          .and()
          .arePublic()
          .should(new ExposesNothingOf("tools.jackson"));

  @ArchTest
  static final ArchRule no_static_state =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("io.eventrecorder..")
          .and()
          .areStatic()
          .should()
          .beFinal();

  /** An {@code EventUid} keeps its text, which it makes when it is first read. */
  @ArchTest
  static final ArchRule values_are_immutable =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(API, "io.eventrecorder.broadcaster", "io.eventrecorder.spi")
          .and()
          .areDeclaredInClassesThat()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .haveNameNotMatching(".*(\\$Builder|DraftedEvent|EventUid)")
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .should()
          .beFinal();

  /** Leaves out the servers for tests, which are in jars once their modules are packaged. */
  static final class WithoutTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }
}
