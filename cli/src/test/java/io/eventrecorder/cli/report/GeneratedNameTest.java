package io.eventrecorder.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of real clusters, and names that people choose. */
class GeneratedNameTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "aws-node-9t64t, aws-node",
        "kube-proxy-82mb2, kube-proxy",
        "coredns-789f8477df-knmwr, coredns-789f8477df",
        "coredns-autoscaler-6d7bd69669-nmpz2, coredns-autoscaler-6d7bd69669",
        "my-first, -", // i is a vowel, and 'first' is no random part
        "web-admin, -",
        "web-00000, -",
        "web-x7k2, -",
        "web-x7k2pp, -",
        "x7k2p, -",
        "-x7k2p, -",
      })
  void a_random_part_has_five_characters_of_the_alphabet(String name, String before) {
    assertThat(GeneratedName.beforeRandom(name)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "coredns-789f8477df, coredns",
        "tunnelfront-6869944cf6, tunnelfront",
        "arena-deployment-6c795cc76c, arena-deployment",
        "event-exporter-6d778fb78d, event-exporter",
        "kubernetes-dashboard-7f7676f7b5, kubernetes-dashboard",
        "web-x7k2pxn9vt, -", // only ten characters of the alphabet are in a hash
        "web-canary, -",
        "web-blue, -",
        "web-789f8, -",
        "web-789f8477df5, -",
      })
  void the_hash_of_a_template_has_ten_characters_only(String name, String before) {
    assertThat(GeneratedName.beforeHash(name)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "backup-29512345, backup", // minutes
        "backup-1767250800, backup", // seconds, before Kubernetes 1.21
        "backup-20240115, -", // a date
        "backup-99999999, -",
        "backup-1234567, -",
        "backup-0295123450, -",
      })
  void the_time_of_a_job_is_plausible(String name, String before) {
    assertThat(GeneratedName.beforeTime(name)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"web-0, web", "web-12, web", "web-1-0, web-1", "web-00, -", "web-01, -", "web, -"})
  void an_ordinal_is_a_number_without_leading_zeros(String name, String before) {
    assertThat(GeneratedName.beforeOrdinal(name)).isEqualTo(before);
  }
}
