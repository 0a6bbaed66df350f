package shop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShopTest {
  @Test
  void theErrorNamesTheJarThatIsMissing() {
    assertThatThrownBy(() -> Shop.main(new String[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sink kubernetes needs fabric8's client")
        .hasMessageContaining("add io.fabric8:kubernetes-client, 7.5 or newer, to the class path");
  }
}
