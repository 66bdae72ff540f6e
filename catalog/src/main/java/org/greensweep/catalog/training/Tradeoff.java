package org.greensweep.catalog.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.greensweep.catalog.CatalogError;

/** Performance against resources: who is worth a look, and one number for it. */
public final class Tradeoff {
  private Tradeoff() {}

  /**
   * The Pareto front: those that no other beats in one respect without losing in the other, from
   * the cheapest to the dearest. Of equals all stay.
   */
  public static List<Candidate> paretoFront(List<Candidate> candidates) {
    List<Candidate> front = new ArrayList<>();
    List<Candidate> byResource =
        candidates.stream()
            .sorted(
                Comparator.comparingDouble(Candidate::resource)
                    .thenComparing(Comparator.comparingDouble(Candidate::performance).reversed())
                    .thenComparing(Candidate::name))
            .toList();
    for (Candidate candidate : byResource) {
      if (front.isEmpty() || improves(candidate, front.get(front.size() - 1))) {
        front.add(candidate);
      }
    }
    return front;
  }

  private static boolean improves(Candidate candidate, Candidate best) {
    return candidate.performance() > best.performance()
        || (candidate.performance() == best.performance()
            && candidate.resource() == best.resource());
  }

  /**
   * The performance per resource of Selvan 2024 (PePR, arXiv 2403.12562): {@code P / (1 + R')} with
   * R' the resource normalised to 0 .. 1 over the candidates.
   *
   * @throws CatalogError for a range of resources that is none
   */
  public static double pepr(Candidate candidate, double least, double most) {
    if (!(least < most)) {
      throw new CatalogError(
          "Resources from %s to %s are no range to normalise by".formatted(least, most));
    }
    double normalised = (candidate.resource() - least) / (most - least);
    return candidate.performance() / (1 + normalised);
  }
}
