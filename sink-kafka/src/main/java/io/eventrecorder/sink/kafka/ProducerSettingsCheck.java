package io.eventrecorder.sink.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigValue;

/** Finds problems in the configuration of a producer, and says how to solve them. */
final class ProducerSettingsCheck {
  private final ProducerSettings settings;

  /** What messages write before the name of an option of the sink. */
  private final String optionPrefix;

  /** What messages write before the name of a setting of the producer. */
  private final String settingPrefix;

  ProducerSettingsCheck(ProducerSettings settings) {
    this.settings = settings;
    this.optionPrefix = settings.optionPrefix();
    this.settingPrefix = optionPrefix + "producer.";
  }

  /** {@return the problems, each with its remedy; empty if there are none} */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    reservedSettings(problems);
    brokers(problems);
    if (problems.isEmpty() && !isSet("config.providers")) {
      wrongValues(problems);
    }
    return problems.stream().distinct().toList();
  }

  private void reservedSettings(List<String> problems) {
    for (String name :
        List.of(
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG)) {
      if (isSet(name)) {
        problems.add(settingPrefix + name + " cannot be set: this sink writes bytes; remove it");
      }
    }
    if (isSet(ProducerConfig.TRANSACTIONAL_ID_CONFIG)) {
      problems.add(
          settingPrefix
              + ProducerConfig.TRANSACTIONAL_ID_CONFIG
              + " cannot be set: this sink uses no transactions; remove it");
    }
  }

  private void brokers(List<String> problems) {
    if (!settings.bootstrapServers().isBlank() && isSet(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
      problems.add(
          optionPrefix
              + "bootstrap-servers and "
              + settingPrefix
              + ProducerConfig.BOOTSTRAP_SERVERS_CONFIG
              + " both name the brokers: remove one");
    }
    if (!settings.namesBrokers()) { // Clients 4.0 and 4.1 report this only when they connect.
      problems.add(
          "no brokers are named: set "
              + optionPrefix
              + "bootstrap-servers=<host:port>, or "
              + settingPrefix
              + ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
    }
  }

  private void wrongValues(List<String> problems) {
    for (ConfigValue value : ProducerSettings.DEFINITION.validate(settingsAsText())) {
      // Only the first error of a value: the second one is that there is then no value.
      value.errorMessages().stream()
          .limit(1)
          .map(error -> " is not accepted by Kafka: " + settings.redact(error))
          .forEach(problem -> problems.add(settingPrefix + value.name() + problem));
    }
  }

  private Map<String, String> settingsAsText() {
    Map<String, String> text = new LinkedHashMap<>();
    settings.forProducer().forEach((name, value) -> text.put(name, asText(value)));
    return text;
  }

  /** Writes a value as in a file: an application may set a class or a list. */
  private static String asText(Object value) {
    if (value instanceof Collection<?> many) {
      return many.stream().map(ProducerSettingsCheck::asText).collect(Collectors.joining(","));
    }
    return value instanceof Class<?> type ? type.getName() : String.valueOf(value);
  }

  private boolean isSet(String name) {
    return settings.userSettings().containsKey(name);
  }

  /**
   * {@return a warning for each name that Kafka does not know} Such a setting is no error: Kafka
   * passes it to plug-ins, for example to interceptors.
   */
  List<String> unknownNames() {
    return settings.userSettings().keySet().stream()
        .filter(name -> !ProducerConfig.configNames().contains(name))
        .filter(name -> !name.startsWith("config.providers."))
        .map(this::unknownName)
        .toList();
  }

  private String unknownName(String name) {
    Optional<String> suggestion = SettingSuggestion.of(name, ProducerConfig.configNames());
    return settingPrefix
        + name
        + " is not a setting of the Kafka producer"
        + suggestion
            .map(known -> "; did you mean " + known + "?")
            .orElse("; it has no effect unless a plug-in of the producer reads it");
  }

  /** {@return why the producer could not be created, and which setting to check} */
  String creationProblem(KafkaException thrown) {
    String reason = String.valueOf(ProducerErrors.rootCause(thrown).getMessage());
    return "the Kafka producer cannot be created: "
        + settings.redact(reason)
        + "; check "
        + optionPrefix
        + concernedSetting(reason);
  }

  private String concernedSetting(String reason) {
    if (!settings.bootstrapServers().isEmpty() && reason.contains("bootstrap.servers")) {
      return "bootstrap-servers, as host:port";
    }
    return reason.contains("JAAS") ? "producer.sasl.jaas.config" : "producer.*";
  }
}
