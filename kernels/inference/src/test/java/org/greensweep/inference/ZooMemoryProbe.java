package org.greensweep.inference;

import java.io.PrintStream;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.UserError;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.zoo.Zoo;

/**
 * A program that compiles and runs every network of the zoo once, one after the other, at each
 * resolution that it takes, and prints {@code name precision resolution megabytes} alive behind it.
 */
final class ZooMemoryProbe {
  private static final int[] RESOLUTIONS = {224, 512};
  private static final int MEGABYTE = 1 << 20;
  private static final long SEED = 1;

  private ZooMemoryProbe() {}

  public static void main(String[] precisions) {
    PrintStream out = System.out;
    for (String precision : precisions) {
      for (String name : Zoo.names()) {
        for (int resolution : RESOLUTIONS) {
          if (takes(name, resolution)) {
            Network network = Zoo.network(name, resolution);
            out.printf("%s %s %d %d%n", name, precision, resolution, alive(network, precision));
          }
        }
      }
    }
  }

  private static boolean takes(String name, int resolution) {
    try {
      Zoo.network(name, resolution);
      return true;
    } catch (UserError unfit) {
      return false;
    }
  }

  @SuppressWarnings("SystemGc") // what is alive cannot be known without
  private static long alive(Network network, String precision) {
    Model model = Model.random(network, SEED);
    try (Executor executor = Executor.compile(model, PrecisionPlans.of(precision, network), 1)) {
      executor.run(Executor.randomInputs(network, SEED));
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
    }
  }
}
