package org.greensweep.catalog.claims;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What recomputing a claim gave.
 *
 * @param ours our figures, in the claim's unit and order
 * @param judgement whether the claim holds, where no tolerance can decide it
 * @param beside what is true beside the claim, or why it differs; may be empty
 */
public record Recomputation(List<Double> ours, Optional<Boolean> judgement, String beside) {
  public Recomputation {
    ours = List.copyOf(ours);
    if (ours.stream().anyMatch(value -> !Double.isFinite(value))) {
      throw new IllegalArgumentException("A recomputed figure is no number: " + ours);
    }
  }

  /** Figures that the claim's tolerance judges. */
  public static Recomputation of(String beside, double... ours) {
    return new Recomputation(Arrays.stream(ours).boxed().toList(), Optional.empty(), beside);
  }

  /** Figures with a judgement, for claims whose tolerance is 'report' or that are in words. */
  public static Recomputation judged(boolean holds, String beside, double... ours) {
    return new Recomputation(Arrays.stream(ours).boxed().toList(), Optional.of(holds), beside);
  }

  /** The same with more to say beside it. */
  public Recomputation with(String more) {
    return new Recomputation(ours, judgement, beside.isEmpty() ? more : beside + " " + more);
  }
}
