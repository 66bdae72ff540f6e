package org.greensweep.inference;

import java.util.Arrays;
import org.greensweep.inference.kernel.Attention;
import org.greensweep.network.AttentionWeights;
import org.greensweep.network.AttentionWindow;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.parameters.Role;

/** What a model's parameters are to the attention kernel: a factor per head, biases as a table. */
final class AttentionParameters {
  private AttentionParameters() {}

  static Attention.Parameters of(Model model, int node) {
    AttentionWeights layer = (AttentionWeights) model.network().nodes().get(node).layer();
    int heads = layer.heads();
    float[] factors = new float[heads];
    Arrays.fill(factors, (float) (1 / Math.sqrt((double) layer.channels() / heads)));
    float[] none = new float[layer.channels()];
    return switch (layer.score()) {
      case DOT_PRODUCT ->
          new Attention.Parameters(false, factors, none, new float[heads * layer.offsets()]);
      case DOT_PRODUCT_AND_BIAS ->
          new Attention.Parameters(
              false, factors, none, model.parameters().values(node, Role.RELATIVE_POSITION_BIAS));
      case COSINE -> Cosine.of(model, node).parameters(layer);
    };
  }

  /** The raw values of cosine attention, by role. */
  @SuppressWarnings("ArrayRecordComponent") // plain tables, never compared
  private record Cosine(
      float[] logitScale,
      float[] queryBias,
      float[] hiddenWeights,
      float[] hiddenBias,
      float[] outputWeights) {

    static Cosine of(Model model, int node) {
      return new Cosine(
          model.parameters().values(node, Role.LOGIT_SCALE),
          model.parameters().values(node, Role.QUERY_BIAS),
          model.parameters().values(node, Role.POSITION_HIDDEN_WEIGHTS),
          model.parameters().values(node, Role.POSITION_HIDDEN_BIAS),
          model.parameters().values(node, Role.POSITION_OUTPUT_WEIGHTS));
    }

    Attention.Parameters parameters(AttentionWeights layer) {
      float[] factors = new float[layer.heads()];
      for (int head = 0; head < factors.length; head++) {
        factors[head] = (float) Math.exp(Math.min(logitScale[head], Math.log(100)));
      }
      AttentionWindow window = layer.window();
      int columns = 2 * window.width() - 1;
      float[] biases = new float[layer.heads() * layer.offsets()];
      for (int offset = 0; offset < layer.offsets(); offset++) {
        double down = logarithmic(offset / columns - window.height() + 1, window.height());
        double right = logarithmic(offset % columns - window.width() + 1, window.width());
        for (int head = 0; head < layer.heads(); head++) {
          biases[head * layer.offsets() + offset] = (float) bias(head, down, right);
        }
      }
      return new Attention.Parameters(true, factors, queryBias, biases);
    }

    /** A relative position from -size+1 to size-1 on a logarithmic scale. */
    private static double logarithmic(int distance, int size) {
      double scaled = 8.0 * Math.abs(distance) / Math.max(size - 1, 1);
      return Math.signum(distance) * Math.log(1 + scaled) / Math.log(8);
    }

    private double bias(int head, double down, double right) {
      int hidden = AttentionWeights.BIAS_HIDDEN;
      double sum = 0;
      for (int unit = 0; unit < hidden; unit++) {
        double inner =
            hiddenWeights[2 * unit] * down + hiddenWeights[2 * unit + 1] * right + hiddenBias[unit];
        sum += outputWeights[head * hidden + unit] * Math.max(inner, 0);
      }
      return 16 / (1 + Math.exp(-sum));
    }
  }
}
