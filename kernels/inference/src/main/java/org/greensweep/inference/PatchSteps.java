package org.greensweep.inference;

import java.util.List;
import java.util.function.Supplier;
import org.greensweep.inference.kernel.PatchFeatures;
import org.greensweep.network.L2Normalization;
import org.greensweep.network.Layer;
import org.greensweep.network.Node;
import org.greensweep.network.PatchMean;
import org.greensweep.network.PatchSelection;
import org.greensweep.network.Shape;

/** Steps of the layers that choose patches and join what was found in them; all in fp32. */
final class PatchSteps {
  private PatchSteps() {}

  /** The step of {@code node}, at index {@code index}, whose first input is {@code in}. */
  static Supplier<Step> step(int index, Node node, Shape in, List<Slot> from, Slot to) {
    Layer layer = node.layer();
    if (layer instanceof PatchSelection selection) {
      return selection(index, selection, in, from, to);
    } else if (layer instanceof PatchMean mean) {
      return whole(
          index,
          from.get(0),
          to,
          (input, output) -> PatchFeatures.mean(mean.patches(), input, output, to.length()));
    } else if (layer instanceof L2Normalization normalization) {
      return whole(
          index,
          from.get(0),
          to,
          (input, output) ->
              PatchFeatures.normalize(normalization.epsilon(), input, output, to.length()));
    }
    throw new IllegalStateException("no kernel for " + layer);
  }

  private static Supplier<Step> selection(
      int index, PatchSelection layer, Shape image, List<Slot> from, Slot to) {
    return () -> {
      float[] pixels = from.get(0).floats();
      float[] scores = from.get(1).floats();
      float[] output = to.floats();
      return new Step(
          index,
          1,
          (tile, scratch) ->
              PatchFeatures.select(
                  layer, image, pixels, scores, output, scratch.ints(layer.patches())));
    };
  }

  private interface Kernel {
    void run(float[] input, float[] output);
  }

  private static Supplier<Step> whole(int index, Slot from, Slot to, Kernel kernel) {
    return () -> {
      float[] input = from.floats();
      float[] output = to.floats();
      return new Step(index, 1, (tile, scratch) -> kernel.run(input, output));
    };
  }
}
