package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.List;

/**
 * Cost of a layer without reuse: every word read crosses each level once towards the PEs, every
 * word written once away from them. An operation is charged like a multiply-accumulate of its
 * width, which bounds it from above.
 */
final class StreamingCost {
  private StreamingCost() {}

  static LayerCost of(StreamingProblem problem, Accelerator accelerator, Objective objective) {
    List<Energy.Part> parts = new ArrayList<>();
    double slowest = Math.ceil((double) problem.operations() / accelerator.processingElements());
    String boundBy = "array";
    double bitsRead = (double) problem.inputWords() * problem.inputBits();
    double bitsWritten = (double) problem.outputWords() * problem.outputBits();
    for (MemoryLevel level : accelerator.levels()) {
      boolean outermost = level.kind() == LevelKind.DRAM;
      double in = level.stores() ? level.read() + (outermost ? 0 : level.fill()) : level.read();
      double out = level.stores() ? level.write() + (outermost ? 0 : level.read()) : 0;
      parts.add(part(level, DataSpace.WEIGHTS, 0));
      parts.add(part(level, DataSpace.INPUTS, bitsRead / level.wordBits() * in));
      parts.add(part(level, DataSpace.OUTPUTS, bitsWritten / level.wordBits() * out));
      Double limit = level.bandwidthBitsPerCycle();
      if (limit != null) {
        int instances =
            level.kind() == LevelKind.REGISTER_FILE ? accelerator.processingElements() : 1;
        double traffic = (bitsRead + bitsWritten) / limit / instances;
        boundBy = traffic > slowest ? level.name() : boundBy;
        slowest = Math.max(slowest, traffic);
      }
    }
    long cycles = Math.max(1, (long) Math.ceil(slowest));
    double compute =
        problem.operations()
            * accelerator.multiplyAccumulatePicojoules(
                problem.arithmetic(), problem.arithmetic(), problem.outputBits());
    Clock clock = accelerator.clock();
    double seconds = cycles / clock.hertz();
    double idle = (clock.staticMilliwatts() + clock.clockMilliwatts()) * 1e9 * seconds;
    Energy energy = new Energy(parts, compute, idle);
    return new LayerCost(
        "",
        problem.operations(),
        cycles,
        seconds,
        (double) problem.operations() / cycles / accelerator.processingElements(),
        energy,
        boundBy,
        1,
        0,
        true,
        objective.value(energy.totalPicojoules(), cycles));
  }

  private static Energy.Part part(MemoryLevel level, DataSpace space, double picojoules) {
    return new Energy.Part(level.name(), level.kind(), space, picojoules);
  }
}
