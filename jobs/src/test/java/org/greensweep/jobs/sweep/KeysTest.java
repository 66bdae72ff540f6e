package org.greensweep.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeysTest {
  @Test
  void equalPartsGiveEqualKeysAndAnyOtherPartsAnother() {
    assertThat(Keys.of("a", 1, 0.5)).isEqualTo(Keys.of("a", 1, 0.5)).matches("[0-9a-f]{32}");
    assertThat(Keys.of("a", 1, 0.5)).isNotEqualTo(Keys.of("a", 1, 0.25));
    assertThat(Keys.of("ab", "c")).isNotEqualTo(Keys.of("a", "bc"));
    assertThat(Keys.of("a")).isNotEqualTo(Keys.of("a", ""));
  }

  @Test
  void theDigestIsSha256() {
    // FIPS 180-2, B.1.
    assertThat(Keys.sha256("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}
