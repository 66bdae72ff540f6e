package org.greensweep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompilerQueueTest {
  /** As JDK 17 and 25 print it. */
  private static String queue(String current, String c1, String c2) {
    return String.join(
        "\n",
        "Current compiles: ",
        current,
        "",
        "C1 compile queue:",
        c1,
        "",
        "C2 compile queue:",
        c2);
  }

  @ParameterizedTest
  @CsvSource({
    "'C2 CompilerThread0  1843       4       java.lang.String::trim (155 bytes)', Empty, Empty",
    "'C2 CompilerThread1  1210 % !   4       a.Tile::sum @ 12 (497 bytes)', Empty, Empty",
    "'', '1402       2       a.B::c (20 bytes)', '1845   !   4       a.B::d (5 bytes)'",
  })
  void methodsAtC2AreSeen(String current, String c1, String c2) {
    assertThat(CompilerQueue.isBusy(queue(current, c1, c2))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', Empty, Empty",
    "'C1 CompilerThread0  1404       2       a.B::c4 (20 bytes)', Empty, Empty",
    "'', '1414       3       a.B::c (4 bytes)', Empty",
  })
  void othersAreNot(String current, String c1, String c2) {
    assertThat(CompilerQueue.isBusy(queue(current, c1, c2))).isFalse();
  }

  @Test
  void thisJvmTells() throws Exception {
    assertThat(CompilerQueue.text()).contains("C2 compile queue");
  }
}
