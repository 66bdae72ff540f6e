package org.greensweep.network.tensor;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.greensweep.network.TopK;

/** Sorts each run of the axis; the first of them are the output. */
final class TopKKernel implements TensorKernel {
  private final TopK layer;
  private final int size;
  private final int inner;
  private final Rows rows;

  TopKKernel(TopK layer) {
    this.layer = layer;
    size = layer.source().extents().get(1);
    inner = layer.source().extents().get(2);
    rows = new Rows(layer.source().extents().get(0) * inner, (long) size);
  }

  @Override
  public int parts() {
    return rows.parts();
  }

  @Override
  public void run(int part, Values[] inputs, Values output) {
    for (int row = rows.from(part); row < rows.to(part); row++) {
      int at = row / inner * size * inner + row % inner;
      int to = row / inner * layer.count() * inner + row % inner;
      Comparator<Integer> byValue = Comparator.comparingDouble(i -> inputs[0].get(at + i * inner));
      Comparator<Integer> byIndex = Comparator.naturalOrder();
      int[] best =
          IntStream.range(0, size)
              .boxed()
              .sorted(
                  (layer.greatest() ? byValue.reversed() : byValue)
                      .thenComparing(layer.lastIndex() ? byIndex.reversed() : byIndex))
              .limit(layer.count())
              .mapToInt(Integer::intValue)
              .toArray();
      for (int i = 0; i < best.length; i++) {
        output.set(to + i * inner, layer.indices() ? best[i] : inputs[0].get(at + best[i] * inner));
      }
    }
  }
}
