package org.greensweep.inference;

import java.util.List;
import java.util.function.Supplier;
import org.greensweep.inference.Slot.Storage;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.CodePooling;
import org.greensweep.inference.kernel.FloatPooling;
import org.greensweep.inference.kernel.PoolShape;
import org.greensweep.network.Layer;
import org.greensweep.network.Node;
import org.greensweep.network.NumberFormat;
import org.greensweep.network.Shape;

/** Steps of maxima and means over windows. */
final class PoolSteps {
  private final Compiler compiler;

  PoolSteps(Compiler compiler) {
    this.compiler = compiler;
  }

  /** A maximum or mean of fp32, a tile for each row. */
  Supplier<Step> step(Fusion fusion, PoolShape shape, Slot from, Slot to) {
    return step(fusion, shape, fusion.clamp(), from, to);
  }

  /** A maximum of codes. */
  Supplier<Step> maximum(
      Fusion fusion, Layer.MaxPool pool, Slot from, Slot to, NumberFormat format) {
    Node node = compiler.node(fusion.root());
    PoolShape shape =
        PoolShape.of(pool, compiler.node(node.inputs().get(0)).output(), node.output());
    int lowest = compiler.codeReaders().quantization(fusion.output(), format).lowest();
    CodePooling kernel = compiler.kernels().codePooling(shape, lowest);
    return () -> {
      byte[] input = from.bytes();
      byte[] output = to.bytes();
      return new Step(
          fusion.output(),
          shape.outputHeight(),
          (tile, scratch) -> kernel.run(tile, input, output, scratch));
    };
  }

  /**
   * A mean over the whole map is one of means of equal parts of the rows, of which each thread
   * makes those that it wrote, or about those: lines that two cores have read are slow to write.
   */
  Slot mean(Fusion fusion, Layer.AdaptiveAveragePool pool, Slot from) {
    Shape in = compiler.node(compiler.node(fusion.root()).inputs().get(0)).output();
    int parts = compiler.equalParts(in.height(), in.width() * in.channels());
    if (parts == 1 || pool.height() > 1 || pool.width() > 1) {
      return mean(fusion, pool, in, fusion.clamp(), from);
    }
    Slot means = mean(fusion, new Layer.AdaptiveAveragePool(parts, 1), in, Clamp.NONE, from);
    Shape rows = Shape.of(in.channels(), parts, 1);
    return mean(fusion, pool, rows, fusion.clamp(), means);
  }

  private Slot mean(
      Fusion fusion, Layer.AdaptiveAveragePool pool, Shape in, Clamp clamp, Slot from) {
    Slot to = new Slot(Storage.FLOATS, pool.height() * pool.width() * in.channels());
    PoolShape shape = PoolShape.of(pool, in);
    compiler.memory().add(List.of(from), List.of(to), step(fusion, shape, clamp, from, to));
    return to;
  }

  private Supplier<Step> step(Fusion fusion, PoolShape shape, Clamp clamp, Slot from, Slot to) {
    FloatPooling kernel = compiler.kernels().pooling(shape, clamp);
    return () -> {
      float[] input = from.floats();
      float[] output = to.floats();
      return new Step(
          fusion.output(),
          shape.outputHeight(),
          (tile, scratch) -> kernel.run(tile, input, output, scratch));
    };
  }
}
