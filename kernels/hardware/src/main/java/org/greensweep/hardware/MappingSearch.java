package org.greensweep.hardware;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Finds the mapping of least energy that a dataflow allows.
 *
 * <p>Deterministic: the same arguments give the same cost on every machine.
 */
public final class MappingSearch {
  /** Goes into the key of every stored cost: changes whenever a figure may change. */
  public static final String MODEL_VERSION = "7";

  /** Mappings costed before a search stops. */
  private static final long BUDGET = 120_000;

  private MappingSearch() {}

  /**
   * The least-energy cost over {@code dataflows}, for an accelerator that is bound to none.
   *
   * @throws NoMappingException when no dataflow has a mapping that fits
   */
  public static LayerCost best(
      Problem problem, Accelerator accelerator, Collection<Dataflow> dataflows)
      throws NoMappingException {
    LayerCost least = null;
    NoMappingException none = null;
    for (Dataflow dataflow : dataflows) {
      try {
        LayerCost cost = best(problem, accelerator, dataflow);
        if (least == null || cost.energy().totalPicojoules() < least.energy().totalPicojoules()) {
          least = cost;
        }
      } catch (NoMappingException e) {
        none = e;
      }
    }
    if (least == null) {
      throw none == null ? new NoMappingException("there are no dataflows") : none;
    }
    return least;
  }

  /**
   * The least-energy cost found for {@code problem} on {@code accelerator} under {@code dataflow}.
   *
   * @throws NoMappingException when no mapping fits; it names the constraint and the shortfall
   */
  public static LayerCost best(Problem problem, Accelerator accelerator, Dataflow dataflow)
      throws NoMappingException {
    return best(problem, accelerator, dataflow, Objective.ENERGY);
  }

  /**
   * The cost found that makes {@code objective} least.
   *
   * @throws NoMappingException when no mapping fits; it names the constraint and the shortfall
   */
  public static LayerCost best(
      Problem problem, Accelerator accelerator, Dataflow dataflow, Objective objective)
      throws NoMappingException {
    Accelerator used = accelerator.forDataflow(dataflow);
    if (problem instanceof StreamingProblem streaming) {
      return StreamingCost.of(streaming, used, objective);
    }
    try {
      return search((ConvolutionProblem) problem, used, dataflow, objective);
    } catch (ArithmeticException e) {
      throw new UserError(
          "Counts of layer %s exceed 64 bits; use smaller extents".formatted(problem.key()), e);
    }
  }

  /** Searches every choice of what register files keep. */
  private static LayerCost search(
      ConvolutionProblem problem, Accelerator used, Dataflow dataflow, Objective objective)
      throws NoMappingException {
    int allowed = used.stores().get(used.stores().size() - 1).keptMask();
    List<Integer> subsets = subsets(dataflow.mayKeepMask() & allowed);
    int kept = dataflow.keptMask() & allowed;
    long budget = BUDGET / subsets.size();
    Best best = new Best();
    if (subsets.size() > 1 && dataflow.insideMask() != 0 && dataflow.wholeMask() == 0) {
      // A first good mapping: one operand at most per PE, which is quick to search.
      Dataflow simple = dataflow.withNothingInside();
      for (int some : subsets) {
        if (Integer.bitCount(some) <= 1) {
          best.take(
              new DataflowSearch(
                  problem, used, simple, kept | some, objective, best.value, budget));
        }
      }
      best.bound = Double.POSITIVE_INFINITY;
    }
    for (int some : subsets) {
      best.take(
          new DataflowSearch(problem, used, dataflow, kept | some, objective, best.value, budget));
    }
    return best.cost();
  }

  /** The best of several searches. */
  private static final class Best {
    private @Nullable LayerCost cost;
    private @Nullable NoMappingException none;
    private double value = Double.POSITIVE_INFINITY;
    private double bound = Double.POSITIVE_INFINITY;
    private long evaluated;
    private long pruned;

    private void take(DataflowSearch search) {
      try {
        LayerCost found = search.run();
        cost = found == null ? cost : found;
        value = search.value();
        bound = Math.min(bound, search.lowerBound());
        evaluated += search.evaluated();
        pruned += search.pruned();
      } catch (NoMappingException e) {
        none = e;
      }
    }

    private LayerCost cost() throws NoMappingException {
      if (cost == null) {
        throw none == null ? new NoMappingException("no mapping was found") : none;
      }
      return cost.searched(evaluated, pruned, bound >= value, Math.min(bound, value));
    }
  }

  /** All parts of {@code mask}; the smallest first, which are searched fastest. */
  private static List<Integer> subsets(int mask) {
    return IntStream.rangeClosed(0, mask)
        .filter(part -> (part & ~mask) == 0)
        .boxed()
        .sorted(Comparator.comparingInt(Integer::bitCount))
        .toList();
  }
}
