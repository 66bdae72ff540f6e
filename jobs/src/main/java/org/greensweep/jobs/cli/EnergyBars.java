package org.greensweep.jobs.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Parts of an energy as bars of text, in picojoules, with their shares of the whole. */
final class EnergyBars {
  private static final int WIDTH = 40;
  private static final double JOULES_PER_PICOJOULE = 1e-12;

  private final Map<String, Double> picojoules = new LinkedHashMap<>();

  void add(String part, double amount) {
    picojoules.merge(part, amount, Double::sum);
  }

  static String joules(double picojoules) {
    return Quantity.of(picojoules * JOULES_PER_PICOJOULE, "J");
  }

  /** One line a part, without a line break at the end. */
  @Override
  public String toString() {
    double total = picojoules.values().stream().mapToDouble(Double::doubleValue).sum();
    double largest = picojoules.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    int name = picojoules.keySet().stream().mapToInt(String::length).max().orElse(1);
    return picojoules.entrySet().stream()
        .map(
            part -> {
              double share = total == 0 ? 0 : part.getValue() / total;
              double length = largest == 0 ? 0 : part.getValue() / largest * WIDTH;
              return ("  %-" + name + "s  %10s  %5.1f %%  %s")
                  .formatted(
                      part.getKey(),
                      joules(part.getValue()),
                      100 * share,
                      "#".repeat((int) Math.max(0, Math.round(length))))
                  .stripTrailing();
            })
        .collect(Collectors.joining("\n"));
  }
}
