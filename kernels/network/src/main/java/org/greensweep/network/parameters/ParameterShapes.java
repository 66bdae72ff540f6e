package org.greensweep.network.parameters;

import java.util.EnumMap;
import java.util.Map;
import org.greensweep.network.AttentionWeights;
import org.greensweep.network.ChannelScale;
import org.greensweep.network.Constant;
import org.greensweep.network.Layer;
import org.greensweep.network.LayerNormalization;
import org.greensweep.network.Shape;
import org.greensweep.network.Standardization;
import org.greensweep.network.TokenEmbedding;
import org.greensweep.network.TransposedConvolution;

/** Which parameter tensors a layer has, and their extents. */
public final class ParameterShapes {
  private ParameterShapes() {}

  /** The tensors of a layer by role; empty for a layer without parameters. */
  public static Map<Role, Shape> of(Layer repeated) {
    Layer layer = repeated.single();
    Map<Role, Shape> shapes = new EnumMap<>(Role.class);
    if (layer instanceof Layer.Convolution convolution) {
      shapes.put(
          Role.WEIGHTS,
          Shape.of(
              convolution.outputChannels(),
              convolution.inputChannels() / convolution.groups(),
              convolution.window().kernelHeight(),
              convolution.window().kernelWidth()));
      if (convolution.bias()) {
        shapes.put(Role.BIAS, Shape.of(convolution.outputChannels()));
      }
    } else if (layer instanceof Layer.Dense dense) {
      shapes.put(Role.WEIGHTS, Shape.of(dense.outputFeatures(), dense.inputFeatures()));
      if (dense.bias()) {
        shapes.put(Role.BIAS, Shape.of(dense.outputFeatures()));
      }
    } else if (layer instanceof Layer.BatchNormalization normalization) {
      Shape channels = Shape.of(normalization.channels());
      shapes.put(Role.GAMMA, channels);
      shapes.put(Role.BETA, channels);
      shapes.put(Role.MEAN, channels);
      shapes.put(Role.VARIANCE, channels);
    } else if (layer instanceof LayerNormalization normalization) {
      shapes.put(Role.GAMMA, Shape.of(normalization.channels()));
      shapes.put(Role.BETA, Shape.of(normalization.channels()));
    } else if (layer instanceof ChannelScale scale) {
      shapes.put(Role.SCALE, Shape.of(scale.channels()));
    } else if (layer instanceof TokenEmbedding tokens) {
      shapes.put(Role.CLASS_TOKEN, Shape.of(tokens.channels()));
      shapes.put(Role.POSITION_EMBEDDING, Shape.of(tokens.patches() + 1, tokens.channels()));
    } else if (layer instanceof Constant constant) {
      shapes.put(Role.VALUES, constant.shape());
    } else if (layer instanceof Standardization normalization) {
      shapes.put(Role.GAMMA, Shape.of(normalization.channels()));
      if (normalization.bias()) {
        shapes.put(Role.BETA, Shape.of(normalization.channels()));
      }
    } else if (layer instanceof TransposedConvolution convolution) {
      shapes.put(
          Role.WEIGHTS,
          Shape.of(
              convolution.inputChannels(),
              convolution.outputChannels() / convolution.groups(),
              convolution.window().kernelHeight(),
              convolution.window().kernelWidth()));
      if (convolution.bias()) {
        shapes.put(Role.BIAS, Shape.of(convolution.outputChannels()));
      }
    } else if (layer instanceof AttentionWeights attention) {
      put(shapes, attention);
    }
    return shapes;
  }

  private static void put(Map<Role, Shape> shapes, AttentionWeights attention) {
    switch (attention.score()) {
      case DOT_PRODUCT -> {}
      case DOT_PRODUCT_AND_BIAS ->
          shapes.put(
              Role.RELATIVE_POSITION_BIAS,
              Shape.of(
                  attention.heads(),
                  2 * attention.window().height() - 1,
                  2 * attention.window().width() - 1));
      case COSINE -> {
        int hidden = AttentionWeights.BIAS_HIDDEN;
        shapes.put(Role.LOGIT_SCALE, Shape.of(attention.heads()));
        shapes.put(Role.QUERY_BIAS, Shape.of(attention.channels()));
        shapes.put(Role.POSITION_HIDDEN_WEIGHTS, Shape.of(hidden, 2));
        shapes.put(Role.POSITION_HIDDEN_BIAS, Shape.of(hidden));
        shapes.put(Role.POSITION_OUTPUT_WEIGHTS, Shape.of(attention.heads(), hidden));
      }
    }
  }
}
