package io.eventrecorder.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrettyJsonTest {
  @Test
  void members_are_on_their_own_lines_as_kubectl_prints_them() {
    assertThat(PrettyJson.of("{\"a\":{\"b\":[1,{\"c\":\"x\\\"{,}:\\\\\"}],\"d\":{},\"e\":[]}}"))
        .isEqualTo(
            """
            {
                "a": {
                    "b": [
                        1,
                        {
                            "c": "x\\"{,}:\\\\"
                        }
                    ],
                    "d": {},
                    "e": []
                }
            }""");
  }
}
