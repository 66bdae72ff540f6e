package org.greensweep.hardware;

import java.util.List;
import org.greensweep.network.UserError;

/**
 * Energy of logic and memories of one process beside another: at one supply voltage, a quadratic of
 * that voltage per node (Stillmaker and Baas 2017); between two nodes, linear in nanometers.
 */
public final class Technology {
  /** Volts at which nodes are compared: every fit holds there. */
  static final double VOLTS = 0.9;

  /** The node of {@link #sramPicojoules}. */
  private static final double SRAM_NODE = 45;

  private record Node(double nanometers, double energy) {}

  private static final List<Node> NODES =
      ReferenceTable.rows("technology-energy.csv", 5).stream()
          .map(
              cells ->
                  new Node(
                      Double.parseDouble(cells[0]),
                      (Double.parseDouble(cells[1]) * VOLTS + Double.parseDouble(cells[2])) * VOLTS
                          + Double.parseDouble(cells[3])))
          .toList();

  private Technology() {}

  /** Energy at {@code to} nanometers over energy at {@code from}. */
  public static double energyRatio(double from, double to) {
    return energy(to) / energy(from);
  }

  private static double energy(double nanometers) {
    check("technology", nanometers);
    int smaller = 1;
    while (NODES.get(smaller).nanometers() > nanometers) {
      smaller++;
    }
    Node above = NODES.get(smaller - 1);
    Node below = NODES.get(smaller);
    double share = (nanometers - below.nanometers()) / (above.nanometers() - below.nanometers());
    return below.energy() + share * (above.energy() - below.energy());
  }

  static void check(String name, double nanometers) {
    double most = NODES.get(0).nanometers();
    double least = NODES.get(NODES.size() - 1).nanometers();
    if (!(nanometers >= least && nanometers <= most)) {
      throw new UserError(
          "%s is %s nm; known are nodes from %s to %s nm".formatted(name, nanometers, least, most));
    }
  }

  /**
   * Energy of reading or writing {@code bits} of an SRAM of {@code bytes}: 10 pJ per 64 bits at 8
   * KiB and 45 nm, growing with the square root of the size, which gives Horowitz's 20 pJ at 32 KiB
   * and 113 for his 100 at 1 MiB (ISSCC 2014).
   */
  public static double sramPicojoules(double bytes, int bits, double nanometers) {
    return 10 * Math.sqrt(bytes / 8192) * bits / 64 * energyRatio(SRAM_NODE, nanometers);
  }
}
