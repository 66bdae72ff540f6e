package org.greensweep.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.greensweep.inference.kernel.KernelsScalar;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.parameters.Model;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run makes nothing but its output: measured with the scalar kernels, whose compiled code and
 * interpreted code allocate alike (an interpreted vector is an object).
 */
class AllocationTest {
  private static final long SEED = 3;

  /** Lists, their iterators and array headers of one run, of whatever size the network is. */
  private static final long SMALL_BYTES = 4096;

  static List<Network> networks() {
    return List.of(
        TinyNetworks.residual(),
        TinyNetworks.depthwise(),
        TinyNetworks.binary(),
        TinyNetworks.signs(),
        TinyNetworks.grouped(),
        TinyNetworks.gated());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aRunAllocatesItsOutputOnly(Network network) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    Model model = Model.random(network, SEED);
    float[] input = Executor.randomInput(network.input(), SEED);
    for (String precision : List.of("fp32", "int8", "binary")) {
      PrecisionPlan plan = PrecisionPlans.of(precision, network);
      try (Executor executor = Executor.compile(model, plan, 1, new KernelsScalar())) {
        AtomicLong least = new AtomicLong(Long.MAX_VALUE);
        for (int run = 0; run < 5; run++) {
          long before = threads.getThreadAllocatedBytes(thread);
          executor.run(input);
          long bytes = threads.getThreadAllocatedBytes(thread) - before;
          least.accumulateAndGet(bytes, Math::min);
        }
        long output = 4 * network.nodes().get(network.outputs().get(0)).output().elements();
        assertThat(least.get() - output)
            .as("%s in %s", network.name(), precision)
            .isLessThan(SMALL_BYTES);
      }
    }
  }
}
