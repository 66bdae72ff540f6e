package org.greensweep.inference.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.greensweep.network.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KernelProviderTest {
  private final String before = System.getProperty(KernelProvider.VECTOR_BITS);

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(KernelProvider.VECTOR_BITS);
    } else {
      System.setProperty(KernelProvider.VECTOR_BITS, before);
    }
  }

  @Test
  void testsRunTheVectorKernels() {
    // Otherwise every comparison of twins would compare the scalar kernels with themselves.
    assertThat(KernelProvider.best().name()).isEqualTo("vector");
  }

  @Test
  void worksWithoutTheIncubatorModule() {
    System.clearProperty(KernelProvider.VECTOR_BITS);
    assertThat(KernelProvider.lookup(false)).isInstanceOf(KernelsScalar.class);
  }

  @Test
  void canBeForced() {
    System.setProperty(KernelProvider.VECTOR_BITS, "0");
    assertThat(KernelProvider.lookup(true).vectorBits()).isZero();
    System.setProperty(KernelProvider.VECTOR_BITS, "96");
    assertThatThrownBy(() -> KernelProvider.lookup(true))
        .isInstanceOf(UserError.class)
        .hasMessage("greensweep.vector-bits is 96; it must be 0, 128, 256 or 512");
  }
}
