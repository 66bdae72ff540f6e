package org.greensweep.network.parameters;

import org.greensweep.network.Layer;
import org.greensweep.network.Layer.WeightKind;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.Shape;

/**
 * Random parameters that a seed and the place in the graph determine: what a network computes with
 * them means nothing, what it costs does.
 *
 * <p>Signals neither explode nor vanish with depth: real weights are uniform with variance {@code 2
 * / depth} (He 2015, equation 10), binary ones are -1 or +1, and a batch normalization's stored
 * statistics are near those that its input is expected to have ({@link SecondMoments}).
 */
public final class RandomParameters implements Parameters {
  private static final float BIAS_LIMIT = 0.1f;

  private final Network network;
  private final long seed;
  private final double[] secondMoments;

  public RandomParameters(Network network, long seed) {
    this.network = network;
    this.seed = seed;
    this.secondMoments = SecondMoments.of(network);
  }

  @Override
  public float[] values(int node, Role role) {
    Node place = network.nodes().get(node);
    Shape shape = ParameterShapes.of(place.layer()).get(role);
    if (shape == null) {
      throw new IllegalArgumentException(
          "layer " + place.name() + " (" + place.layer() + ") has no " + role);
    }
    RandomValues random =
        new RandomValues(seed, (long) node * Role.values().length + role.ordinal());
    int length = Math.toIntExact(shape.elements());
    return switch (role) {
      case WEIGHTS -> weights(random, length, length / shape.channels(), place.layer());
      case GAMMA, SCALE -> random.uniform(length, 0.8f, 1.2f);
      case VALUES, BIAS, BETA, CLASS_TOKEN, POSITION_EMBEDDING, QUERY_BIAS ->
          random.uniform(length, -BIAS_LIMIT, BIAS_LIMIT);
      case MEAN -> {
        float limit = BIAS_LIMIT * (float) Math.sqrt(inputMoment(place));
        yield random.uniform(length, -limit, limit);
      }
      case VARIANCE -> {
        float variance = (float) inputMoment(place);
        yield random.uniform(length, 0.8f * variance, 1.25f * variance);
      }
      case RELATIVE_POSITION_BIAS, POSITION_HIDDEN_WEIGHTS, POSITION_HIDDEN_BIAS ->
          random.uniform(length, -0.5f, 0.5f);
      case LOGIT_SCALE -> random.uniform(length, 1.5f, 5);
      case POSITION_OUTPUT_WEIGHTS -> random.uniform(length, -0.05f, 0.05f);
    };
  }

  private double inputMoment(Node place) {
    return secondMoments[place.inputs().get(0)];
  }

  private static float[] weights(RandomValues random, int length, int depth, Layer layer) {
    float limit = (float) Math.sqrt(6.0 / depth);
    float[] values = random.uniform(length, -limit, limit);
    if (layer.weightKind() == WeightKind.BINARY) {
      for (int i = 0; i < length; i++) {
        values[i] = values[i] >= 0 ? 1 : -1;
      }
    }
    return values;
  }
}
