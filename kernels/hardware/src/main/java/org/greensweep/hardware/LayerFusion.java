package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses the feature maps that stay on chip between layers; {@link NetworkCost} has the rule. */
final class LayerFusion {
  /** Output of {@code step}, read last by step {@code last}, and what keeping it spares. */
  private record Candidate(int step, int last, long bits, double picojoules) {}

  private final List<StepCost> costs;
  private final MemoryLevel dram;
  private final long capacityBits;

  LayerFusion(List<StepCost> costs, Accelerator accelerator) {
    this.costs = costs;
    this.dram = accelerator.stores().get(0);
    MemoryLevel buffer = accelerator.stores().get(1);
    this.capacityBits = buffer.kind() == LevelKind.BUFFER ? buffer.totalBytes() * Byte.SIZE : 0;
  }

  /** The steps with what fusion spares each. */
  List<StepCost> fused() {
    long[] used = costs.stream().mapToLong(StepCost::tileBits).toArray();
    boolean[] kept = new boolean[costs.size()];
    for (Candidate candidate : candidates()) {
      boolean fits = true;
      for (int step = candidate.step(); step <= candidate.last(); step++) {
        fits &= used[step] + candidate.bits() <= capacityBits;
      }
      if (fits) {
        kept[candidate.step()] = true;
        for (int step = candidate.step(); step <= candidate.last(); step++) {
          used[step] += candidate.bits();
        }
      }
    }
    List<StepCost> fused = new ArrayList<>();
    for (int step = 0; step < costs.size(); step++) {
      double saved = kept[step] ? written(step) : 0;
      for (NetworkStep.Read read : costs.get(step).step().reads()) {
        saved += kept[read.step()] ? read(step) * read.share() : 0;
      }
      fused.add(costs.get(step).fused(kept[step], saved));
    }
    return fused;
  }

  /** Maps that only later steps read, those that spare most first. */
  private List<Candidate> candidates() {
    int[] last = new int[costs.size()];
    double[] picojoules = new double[costs.size()];
    for (int step = 0; step < costs.size(); step++) {
      picojoules[step] += written(step);
      for (NetworkStep.Read read : costs.get(step).step().reads()) {
        last[read.step()] = step;
        picojoules[read.step()] += read(step) * read.share();
      }
    }
    List<Candidate> candidates = new ArrayList<>();
    for (int step = 0; step < costs.size(); step++) {
      NetworkStep written = costs.get(step).step();
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
    NetworkStep written = costs.get(step).step();
    return (double) written.outputWords() * written.outputBits() / dram.wordBits() * dram.write();
  }

  /** Picojoules of reading the feature maps of {@code step} from DRAM. */
  private double read(int step) {
    Energy energy = costs.get(step).cost().energy();
    double inputs = energy.picojoules(dram.name(), DataSpace.INPUTS);
    return costs.get(step).step().mapsAsWeights()
        ? inputs + energy.picojoules(dram.name(), DataSpace.WEIGHTS)
        : inputs;
  }
}
