package org.greensweep.inference;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.greensweep.network.L2Normalization;
import org.greensweep.network.Layer;
import org.greensweep.network.PatchMean;
import org.greensweep.network.PatchSelection;
import org.greensweep.network.Shape;

/** The layers of patch selection as they are defined, for {@link DefinitionRun}. */
final class PatchDefinitions {
  private PatchDefinitions() {}

  static double[] value(Layer layer, Shape from, Shape to, List<double[]> in) {
    double[] first = in.get(0);
    double[] out = new double[(int) to.elements()];
    if (layer instanceof PatchSelection selection) {
      select(selection, from, first, in.get(1), out);
    } else if (layer instanceof PatchMean mean) {
      for (int i = 0; i < first.length; i++) {
        out[i % out.length] += first[i] / mean.patches();
      }
    } else if (layer instanceof L2Normalization normalization) {
      double length =
          Math.sqrt(IntStream.range(0, first.length).mapToDouble(i -> first[i] * first[i]).sum());
      for (int i = 0; i < out.length; i++) {
        out[i] = first[i] / Math.max(length, normalization.epsilon());
      }
    }
    return out;
  }

  private static void select(
      PatchSelection layer, Shape image, double[] pixels, double[] scores, double[] out) {
    int[] places =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(place -> -scores[place]))
            .mapToInt(Integer::intValue)
            .limit(layer.patches())
            .toArray();
    int at = 0;
    for (int place : places) {
      int centreY =
          (2 * (place / layer.gridWidth()) + 1) * image.height() / (2 * layer.gridHeight());
      int centreX = (2 * (place % layer.gridWidth()) + 1) * image.width() / (2 * layer.gridWidth());
      int top =
          Math.min(
              Math.max(0, centreY - layer.patchHeight() / 2), image.height() - layer.patchHeight());
      int left =
          Math.min(
              Math.max(0, centreX - layer.patchWidth() / 2), image.width() - layer.patchWidth());
      for (int channel = 0; channel < image.channels(); channel++) {
        for (int y = 0; y < layer.patchHeight(); y++) {
          for (int x = 0; x < layer.patchWidth(); x++) {
            out[at++] = pixels[(channel * image.height() + top + y) * image.width() + left + x];
          }
        }
      }
    }
  }
}
