package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the feature maps that stay on chip between layers, and the mappings beside them; {@link
 * NetworkCost} has the rule.
 */
final class LayerFusion {
  /** Output of {@code step}, read last by step {@code last}, and what keeping it may spare. */
  private record Candidate(int step, int last, long bits, double picojoules) {}

  private final StepCost[] costs;
  private final Accelerator accelerator;
  private final Dataflow dataflow;
  private final MemoryLevel dram;
  private final MemoryLevel buffer;
  private final long capacityBits;
  private final boolean[] kept;

  /** By step, bits of the maps that are kept while it runs. */
  private final long[] beside;

  private final Map<String, @Nullable LayerCost> searched = new HashMap<>();

  /**
   * @param apart the cost of every step alone
   */
  LayerFusion(List<StepCost> apart, Accelerator accelerator, Dataflow dataflow) {
    this.costs = apart.toArray(new StepCost[0]);
    this.accelerator = accelerator;
    this.dataflow = dataflow;
    this.dram = accelerator.stores().get(0);
    this.buffer = accelerator.stores().get(1);
    this.capacityBits = buffer.kind() == LevelKind.BUFFER ? buffer.totalBytes() * Byte.SIZE : 0;
    this.kept = new boolean[costs.length];
    this.beside = new long[costs.length];
  }

  /** The steps with what fusion spares each. */
  List<StepCost> fused() {
    for (Candidate candidate : candidates()) {
      keep(candidate);
    }
    List<StepCost> fused = new ArrayList<>();
    for (int step = 0; step < costs.length; step++) {
      double apart = costs[step].cost().energy().totalPicojoules();
      fused.add(costs[step].fused(kept[step], apart - picojoules(step, costs[step])));
    }
    return fused;
  }

  /** Keeps a map if there is room, and if that spares more than smaller tiles cost. */
  private void keep(Candidate candidate) {
    List<StepCost> trial = new ArrayList<>();
    double before = 0;
    for (int step = candidate.step(); step <= candidate.last(); step++) {
      LayerCost cost = fitting(step, beside[step] + candidate.bits());
      if (cost == null) {
        return;
      }
      trial.add(costs[step].beside(cost, accelerator));
      before += picojoules(step, costs[step]);
    }
    kept[candidate.step()] = true;
    double after = 0;
    for (int step = candidate.step(); step <= candidate.last(); step++) {
      after += picojoules(step, trial.get(step - candidate.step()));
    }
    if (after >= before) {
      kept[candidate.step()] = false;
      return;
    }
    for (int step = candidate.step(); step <= candidate.last(); step++) {
      costs[step] = trial.get(step - candidate.step());
      beside[step] += candidate.bits();
    }
  }

  /**
   * The best mapping of {@code step} that leaves {@code bits} of the buffer to maps; null when
   * there is none.
   */
  private @Nullable LayerCost fitting(int step, long bits) {
    StepCost now = costs[step];
    if (now.tileBits() + bits <= capacityBits) {
      return now.fusedCost();
    }
    long bytes = (capacityBits - bits) / Byte.SIZE;
    if (bytes * Byte.SIZE < buffer.wordBits()
        || buffer.partition() != null
        || !(now.step().problem() instanceof ConvolutionProblem problem)) {
      return null;
    }
    String key = bytes + problem.key();
    if (!searched.containsKey(key)) {
      searched.put(key, search(problem, bytes));
    }
    return searched.get(key);
  }

  private @Nullable LayerCost search(ConvolutionProblem problem, long bytes) {
    try {
      return MappingSearch.best(problem, accelerator.withOuterBuffer(bytes), dataflow);
    } catch (NoMappingException e) {
      return null;
    }
  }

  /** Energy of {@code step} without what the maps kept spare it. */
  private double picojoules(int step, StepCost cost) {
    double sum = cost.fusedCost().energy().totalPicojoules() - (kept[step] ? written(step) : 0);
    for (NetworkStep.Read read : cost.step().reads()) {
      sum -= kept[read.step()] ? read(cost) * read.share() : 0;
    }
    return sum;
  }

  /** Maps that only later steps read, those that spare most first. */
  private List<Candidate> candidates() {
    int[] last = new int[costs.length];
    double[] picojoules = new double[costs.length];
    for (int step = 0; step < costs.length; step++) {
      picojoules[step] += written(step);
      for (NetworkStep.Read read : costs[step].step().reads()) {
        last[read.step()] = step;
        picojoules[read.step()] += read(costs[step]) * read.share();
      }
    }
    List<Candidate> candidates = new ArrayList<>();
    for (int step = 0; step < costs.length; step++) {
      NetworkStep written = costs[step].step();
      if (!written.visible() && last[step] > step) {
        long bits = Math.multiplyExact(written.outputWords(), (long) written.outputBits());
        candidates.add(new Candidate(step, last[step], bits, picojoules[step]));
      }
    }
    candidates.sort(
        Comparator.comparingDouble(Candidate::picojoules)
            .reversed()
            .thenComparingInt(Candidate::step));
    return candidates;
  }

  /** Picojoules of writing the finished output of {@code step} to DRAM. */
  private double written(int step) {
    NetworkStep written = costs[step].step();
    return (double) written.outputWords() * written.outputBits() / dram.wordBits() * dram.write();
  }

  /** Picojoules of reading its feature maps from DRAM. */
  private double read(StepCost cost) {
    Energy energy = cost.fusedCost().energy();
    double inputs = energy.picojoules(dram.name(), DataSpace.INPUTS);
    return cost.step().mapsAsWeights()
        ? inputs + energy.picojoules(dram.name(), DataSpace.WEIGHTS)
        : inputs;
  }
}
