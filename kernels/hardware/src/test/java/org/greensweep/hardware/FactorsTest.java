package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactorsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 13, 55, 56, 113, 1000, 4096, 25088})
  void sizesAreUsefulAscendingAndDense(int extent) {
    for (int limit : new int[] {1, 2, 7, 14, 16, extent}) {
      int[] sizes = Factors.of(extent, limit);
      assertThat(sizes[0]).isEqualTo(1);
      assertThat(sizes[sizes.length - 1]).isLessThanOrEqualTo(limit);
      assertThat(sizes).isSorted().doesNotHaveDuplicates();
      for (int index = 0; index < sizes.length; index++) {
        int size = sizes[index];
        int outer = (extent + size - 1) / size;
        assertThat((extent + outer - 1) / outer).as("no smaller size does").isEqualTo(size);
        if (index > 0) {
          assertThat(size).isLessThanOrEqualTo(3 * sizes[index - 1]);
        }
      }
      for (int divisor = 1; divisor <= Math.min(extent, limit); divisor++) {
        if (extent % divisor == 0) {
          assertThat(Arrays.binarySearch(sizes, divisor)).isNotNegative();
        }
      }
    }
  }
}
