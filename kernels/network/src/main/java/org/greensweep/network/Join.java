package org.greensweep.network;

import java.util.List;

/**
 * Concatenation along any axis: for each of {@code outer} places a run of every input in turn.
 *
 * @param runs length of each input's run
 * @param result the output, with every axis
 */
public record Join(int outer, List<Integer> runs, Shape result) implements Layer {
  public Join {
    runs = List.copyOf(runs);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Inputs.elements("concat", inputs, runs.stream().map(run -> Shape.of(outer, run)).toList());
    return result.withoutBatch();
  }
}
