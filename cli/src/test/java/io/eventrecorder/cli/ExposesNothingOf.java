package io.eventrecorder.cli;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** Checks that no public signature has a type of a library. */
final class ExposesNothingOf extends ArchCondition<JavaClass> {
  private final String prefix;

  ExposesNothingOf(String prefix) {
    super("expose nothing of " + prefix);
    this.prefix = prefix;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (JavaCodeUnit unit : type.getCodeUnits()) {
      boolean exposes =
          !unit.getModifiers().contains(JavaModifier.PRIVATE)
              && (unit.getModifiers().contains(JavaModifier.PUBLIC)
                  || unit.getModifiers().contains(JavaModifier.PROTECTED))
              && Stream.concat(
                      unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
                  .anyMatch(named -> named.getName().startsWith(prefix));
      if (exposes) {
        events.add(SimpleConditionEvent.violated(unit, unit.getFullName() + " exposes " + prefix));
      }
    }
  }
}
