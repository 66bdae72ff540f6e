package org.greensweep.inference;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.greensweep.inference.kernel.KernelProvider;
import org.greensweep.inference.kernel.Kernels;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.parameters.Model;

/** Measures what runs allocate; as a program, in a JVM that has compiled nothing else before. */
final class AllocationProbe {
  private static final long SEED = 3;

  /**
   * Runs after which every loop of a small network is compiled: a fast machine does 20,000 of them
   * in less time than C2 needs.
   */
  private static final int MOST_RUNS = 60_000;

  private AllocationProbe() {}

  static List<Network> networks() {
    return List.of(
        TinyNetworks.residual(),
        TinyNetworks.depthwise(),
        TinyNetworks.binary(),
        TinyNetworks.signs(),
        TinyNetworks.grouped(),
        TinyNetworks.gated(),
        TinyNetworks.tokens(),
        TinyNetworks.pools());
  }

  /** Prints, for each precision of {@code args} and each network, the least bytes of a run. */
  public static void main(String[] args) {
    PrintStream out = System.out;
    long enough = Long.parseLong(args[0]);
    for (int i = 1; i < args.length; i++) {
      for (Network network : networks()) {
        long bytes = leastBytes(network, args[i], KernelProvider.best(), MOST_RUNS, enough);
        out.printf("%s %s %d%n", network.name(), args[i], bytes);
      }
    }
  }

  /**
   * The least that one of {@code runs} runs allocates, its output apart; stops below {@code
   * enough}.
   */
  static long leastBytes(
      Network network, String precision, Kernels kernels, int runs, long enough) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    Model model = Model.random(network, SEED);
    float[] input = Executor.randomInput(network.input(), SEED);
    long output = 4 * network.nodes().get(network.outputs().get(0)).output().elements();
    PrecisionPlan plan = PrecisionPlans.of(precision, network);
    long least = Long.MAX_VALUE;
    try (Executor executor = Executor.compile(model, plan, 1, kernels)) {
      for (int run = 0; run < runs && least >= enough; run++) {
        long before = threads.getThreadAllocatedBytes(thread);
        executor.run(input);
        least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before - output);
      }
    }
    return least;
  }
}
