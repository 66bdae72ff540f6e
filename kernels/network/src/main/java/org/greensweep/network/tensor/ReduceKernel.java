package org.greensweep.network.tensor;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.network.Rearrange;
import org.greensweep.network.Reduce;
import org.greensweep.network.Shape;

/** One value for all elements along some axes. */
final class ReduceKernel implements TensorKernel {
  private final Reduce.Operation operation;
  private final int count;
  private final Strides strides;
  private final Rows rows;
  private final int kept;

  ReduceKernel(Reduce layer) {
    operation = layer.operation();
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < layer.source().rank(); axis++) {
      if (!layer.axes().contains(axis)) {
        axes.add(axis);
      }
    }
    kept = elements(layer.source(), axes);
    count = elements(layer.source(), layer.axes());
    axes.addAll(layer.axes());
    Rearrange order = Rearrange.transpose(layer.source(), axes);
    strides =
        new Strides(
            order.extents(),
            new int[][] {order.strides().stream().mapToInt(Integer::intValue).toArray()});
    rows = new Rows(kept, (long) count);
  }

  private static int elements(Shape shape, List<Integer> axes) {
    return axes.stream().mapToInt(shape.extents()::get).reduce(1, (a, b) -> a * b);
  }

  @Override
  public int parts() {
    return rows.parts();
  }

  @Override
  public void run(int part, Values[] inputs, Values output) {
    for (int i = rows.from(part); i < rows.to(part); i++) {
      double shift = operation == Reduce.Operation.LOG_SUM_EXP ? greatest(i, inputs[0]) : 0;
      double sum = start();
      for (int k = 0; k < count; k++) {
        sum = with(sum, inputs[0].get(at(i, k)), shift);
      }
      output.set(i, finish(sum, shift));
    }
  }

  private int at(int index, int element) {
    int inner = strides.inner();
    long flat = (long) index * count + element;
    return strides.start(0, (int) (flat / inner)) + (int) (flat % inner) * strides.step(0);
  }

  private double greatest(int index, Values input) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      greatest = Math.max(greatest, input.get(at(index, k)));
    }
    return Double.isInfinite(greatest) ? 0 : greatest;
  }

  private double start() {
    return switch (operation) {
      case MAXIMUM -> Double.NEGATIVE_INFINITY;
      case MINIMUM -> Double.POSITIVE_INFINITY;
      case PRODUCT -> 1;
      default -> 0;
    };
  }

  private double with(double sum, double x, double shift) {
    return switch (operation) {
      case SUM, MEAN, LOG_SUM -> sum + x;
      case MAXIMUM -> Math.max(sum, x);
      case MINIMUM -> Math.min(sum, x);
      case PRODUCT -> sum * x;
      case L1 -> sum + Math.abs(x);
      case L2, SUM_OF_SQUARES -> sum + x * x;
      case LOG_SUM_EXP -> sum + Math.exp(x - shift);
    };
  }

  private double finish(double sum, double shift) {
    return switch (operation) {
      case SUM, MAXIMUM, MINIMUM, PRODUCT, L1, SUM_OF_SQUARES -> sum;
      case MEAN -> sum / count;
      case L2 -> Math.sqrt(sum);
      case LOG_SUM -> Math.log(sum);
      case LOG_SUM_EXP -> shift + Math.log(sum);
    };
  }
}
