package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Energy of a multiply-accumulate for any pair of widths, from a table of equal widths.
 *
 * <p>A width between two of the table lies on the power law through them, one outside it on the
 * power law through the nearest two (energy of a multiplier grows roughly with the square of its
 * width: Horowitz, ISSCC'14). Two different operands cost the geometric mean of their own energies,
 * which for a square law is the product of the widths. Its entries have the adder in them. A family
 * that the table lacks follows {@link OperationLaw} where the accelerator says its process, and is
 * refused where it does not.
 */
final class OperationTable {
  private final String accelerator;
  private final List<OperationEnergy> operations;
  private final @Nullable Double nanometers;

  OperationTable(Accelerator accelerator) {
    this.accelerator = accelerator.name();
    this.operations = accelerator.operations();
    this.nanometers = accelerator.technologyNanometers();
  }

  /**
   * Picojoules of one multiply-accumulate of {@code left} and {@code right} into a sum of {@code
   * partialSumBits}.
   */
  double picojoules(Arithmetic left, Arithmetic right, int partialSumBits) {
    if (nanometers != null && !(has(left) && has(right))) {
      return OperationLaw.picojoules(left, right, partialSumBits, nanometers);
    }
    return Math.sqrt(picojoules(left) * picojoules(right));
  }

  /** Whether the table has this arithmetic or two widths of its family. */
  private boolean has(Arithmetic arithmetic) {
    return operations.stream()
                .filter(
                    operation ->
                        Arithmetic.of(operation.operation()).family().equals(arithmetic.family()))
                .count()
            > 1
        || operations.stream()
            .anyMatch(operation -> Arithmetic.of(operation.operation()).equals(arithmetic));
  }

  private double picojoules(Arithmetic arithmetic) {
    List<OperationEnergy> family = new ArrayList<>();
    for (OperationEnergy operation : operations) {
      Arithmetic entry = Arithmetic.of(operation.operation());
      if (entry.equals(arithmetic)) {
        return operation.picojoules();
      }
      if (entry.family().equals(arithmetic.family())) {
        family.add(operation);
      }
    }
    if (family.size() < 2) {
      throw new UserError(
          "Accelerator %s has no energy for %s and fewer than two widths of its family to derive it from; it has %s; add it, or technology-nanometers"
              .formatted(
                  accelerator,
                  arithmetic.id(),
                  operations.stream().map(OperationEnergy::operation).toList()));
    }
    family.sort(Comparator.comparingInt(operation -> bits(operation)));
    int upper = 1;
    while (upper < family.size() - 1 && bits(family.get(upper)) < arithmetic.bits()) {
      upper++;
    }
    OperationEnergy near = family.get(upper - 1);
    OperationEnergy far = family.get(upper);
    double slope =
        Math.log(far.picojoules() / near.picojoules()) / Math.log((double) bits(far) / bits(near));
    return near.picojoules() * Math.pow((double) arithmetic.bits() / bits(near), slope);
  }

  private static int bits(OperationEnergy operation) {
    return Arithmetic.of(operation.operation()).bits();
  }
}
