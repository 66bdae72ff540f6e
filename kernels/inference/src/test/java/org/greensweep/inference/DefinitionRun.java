package org.greensweep.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.greensweep.network.ChannelShuffle;
import org.greensweep.network.Flatten;
import org.greensweep.network.L2Normalization;
import org.greensweep.network.Layer;
import org.greensweep.network.LocalResponseNormalization;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.PatchMean;
import org.greensweep.network.PatchSelection;
import org.greensweep.network.PerPatch;
import org.greensweep.network.Shape;
import org.greensweep.network.Softmax;
import org.greensweep.network.Window;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.parameters.Parameters;
import org.greensweep.network.parameters.Role;

/**
 * Runs a network layer by layer as each layer is defined: fp32 plan, double arithmetic, channels
 * outermost, nothing fused. Shares only the parameters with what it checks.
 */
final class DefinitionRun {
  private final Network network;
  private final Model model;

  DefinitionRun(Model model) {
    this.network = model.network();
    this.model = model;
  }

  double[] run(float[] input) {
    List<double[]> values = new ArrayList<>();
    for (int index = 0; index < network.nodes().size(); index++) {
      Node node = network.nodes().get(index);
      List<double[]> in = node.inputs().stream().map(values::get).toList();
      values.add(index == 0 ? widen(input) : value(index, node, in));
    }
    return values.get(values.size() - 1);
  }

  private double[] value(int index, Node node, List<double[]> in) {
    Shape from = network.nodes().get(node.inputs().get(0)).output();
    Shape to = node.output();
    if (node.layer() instanceof PerPatch each) {
      double[] out = new double[(int) to.elements()];
      int read = in.get(0).length / each.patches();
      int written = out.length / each.patches();
      for (int patch = 0; patch < each.patches(); patch++) {
        double[] one = Arrays.copyOfRange(in.get(0), patch * read, (patch + 1) * read);
        double[] result =
            value(index, each.layer(), each.ofOne(from), each.ofOne(to), List.of(one));
        System.arraycopy(result, 0, out, patch * written, written);
      }
      return out;
    }
    return value(index, node.layer(), from, to, in);
  }

  private double[] value(int index, Layer layer, Shape from, Shape to, List<double[]> in) {
    if (layer instanceof Layer.Convolution convolution) {
      return convolution(convolution, index, from, to, in.get(0));
    } else if (layer instanceof Layer.Dense dense) {
      return dense(dense, index, in.get(0));
    } else if (layer instanceof Layer.MaxPool pool) {
      return pool(pool.window(), from, to, in.get(0), true, false);
    } else if (layer instanceof Layer.AveragePool pool) {
      return pool(pool.window(), from, to, in.get(0), false, pool.countPadding());
    } else if (layer instanceof Layer.AdaptiveAveragePool) {
      return adaptive(from, to, in.get(0));
    } else if (layer instanceof Layer.BatchNormalization normalization) {
      return normalization(normalization, index, to, in.get(0));
    } else if (layer instanceof LocalResponseNormalization normalization) {
      return localResponse(normalization, to, in.get(0));
    } else if (layer instanceof Layer.Activation activation) {
      double[] out = in.get(0).clone();
      for (int i = 0; i < out.length; i++) {
        out[i] =
            switch (activation.function()) {
              case RELU -> Math.max(out[i], 0);
              case RELU6 -> Math.min(Math.max(out[i], 0), 6);
              case SIGN -> out[i] >= 0 ? 1 : -1;
              case SIGMOID -> 1 / (1 + Math.exp(-out[i]));
              case TANH -> Math.tanh(out[i]);
              case SILU -> out[i] / (1 + Math.exp(-out[i]));
              case GELU -> out[i] * TokenDefinitions.normalDistribution(out[i]);
              case HARD_SIGMOID -> Math.min(Math.max(out[i] + 3, 0), 6) / 6;
              case HARD_SWISH -> out[i] * Math.min(Math.max(out[i] + 3, 0), 6) / 6;
              default ->
                  throw new IllegalArgumentException("tested against ONNX Runtime: " + layer);
            };
      }
      return out;
    } else if (layer instanceof Layer.Add) {
      double[] out = new double[in.get(0).length];
      for (double[] summand : in) {
        for (int i = 0; i < out.length; i++) {
          out[i] += summand[i];
        }
      }
      return out;
    } else if (layer instanceof Layer.Multiply) {
      double[] out = in.get(0).clone();
      int pixels = out.length / in.get(1).length;
      for (int i = 0; i < out.length; i++) {
        out[i] *= in.get(1)[i / pixels];
      }
      return out;
    } else if (layer instanceof ChannelShuffle shuffle) {
      double[] out = new double[in.get(0).length];
      int pixels = out.length / to.channels();
      int run = to.channels() / shuffle.groups();
      for (int i = 0; i < out.length; i++) {
        int channel = i / pixels;
        int moved = channel % run * shuffle.groups() + channel / run;
        out[moved * pixels + i % pixels] = in.get(0)[i];
      }
      return out;
    } else if (layer instanceof Layer.Concat) {
      double[] out = new double[(int) to.elements()];
      int at = 0;
      for (double[] part : in) {
        System.arraycopy(part, 0, out, at, part.length);
        at += part.length;
      }
      return out;
    } else if (layer instanceof Flatten) {
      return in.get(0);
    } else if (layer instanceof Softmax) {
      double maximum = java.util.Arrays.stream(in.get(0)).max().orElseThrow();
      double sum = java.util.Arrays.stream(in.get(0)).map(x -> Math.exp(x - maximum)).sum();
      return java.util.Arrays.stream(in.get(0)).map(x -> Math.exp(x - maximum) / sum).toArray();
    }
    if (layer instanceof PatchSelection
        || layer instanceof PatchMean
        || layer instanceof L2Normalization) {
      return PatchDefinitions.value(layer, from, to, in);
    }
    return TokenDefinitions.value(layer, model, index, from, to, in);
  }

  private double[] convolution(
      Layer.Convolution layer, int index, Shape from, Shape to, double[] in) {
    float[] weights = model.parameters().values(index, Role.WEIGHTS);
    float[] bias = bias(layer.bias(), index, layer.outputChannels());
    Window window = layer.window();
    int depth = layer.inputChannels() / layer.groups();
    int perGroup = layer.outputChannels() / layer.groups();
    double[] out = new double[(int) to.elements()];
    for (int channel = 0; channel < to.channels(); channel++) {
      for (int y = 0; y < to.height(); y++) {
        for (int x = 0; x < to.width(); x++) {
          double sum = bias[channel];
          for (int k = 0; k < depth; k++) {
            for (int i = 0; i < window.kernelHeight(); i++) {
              for (int j = 0; j < window.kernelWidth(); j++) {
                int row = y * window.strideHeight() - window.padTop() + i * window.dilationHeight();
                int column =
                    x * window.strideWidth() - window.padLeft() + j * window.dilationWidth();
                boolean inside =
                    row >= 0 && row < from.height() && column >= 0 && column < from.width();
                int map = channel / perGroup * depth + k;
                double value =
                    inside
                        ? in[(map * from.height() + row) * from.width() + column]
                        : layer.padValue();
                int weight =
                    ((channel * depth + k) * window.kernelHeight() + i) * window.kernelWidth() + j;
                sum += weights[weight] * value;
              }
            }
          }
          out[(channel * to.height() + y) * to.width() + x] = sum;
        }
      }
    }
    return out;
  }

  private double[] dense(Layer.Dense layer, int index, double[] in) {
    float[] weights = model.parameters().values(index, Role.WEIGHTS);
    float[] bias = bias(layer.bias(), index, layer.outputFeatures());
    double[] out = new double[layer.outputFeatures()];
    for (int output = 0; output < out.length; output++) {
      out[output] = bias[output];
      for (int k = 0; k < in.length; k++) {
        out[output] += weights[output * in.length + k] * in[k];
      }
    }
    return out;
  }

  private float[] bias(boolean present, int index, int outputs) {
    return present ? model.parameters().values(index, Role.BIAS) : new float[outputs];
  }

  private static double[] pool(
      Window window, Shape from, Shape to, double[] in, boolean maximum, boolean countPadding) {
    double[] out = new double[(int) to.elements()];
    for (int at = 0; at < out.length; at++) {
      int channel = at / (to.height() * to.width());
      int y = at / to.width() % to.height();
      int x = at % to.width();
      double largest = Double.NEGATIVE_INFINITY;
      double sum = 0;
      int valid = 0;
      int padded = 0;
      for (int i = 0; i < window.kernelHeight(); i++) {
        for (int j = 0; j < window.kernelWidth(); j++) {
          int row = y * window.strideHeight() - window.padTop() + i * window.dilationHeight();
          int column = x * window.strideWidth() - window.padLeft() + j * window.dilationWidth();
          if (row < from.height() + window.padBottom()
              && column < from.width() + window.padRight()) {
            padded++;
          }
          if (row >= 0 && row < from.height() && column >= 0 && column < from.width()) {
            double value = in[(channel * from.height() + row) * from.width() + column];
            largest = Math.max(largest, value);
            sum += value;
            valid++;
          }
        }
      }
      out[at] = maximum ? largest : sum / (countPadding ? padded : valid);
    }
    return out;
  }

  private static double[] adaptive(Shape from, Shape to, double[] in) {
    double[] out = new double[(int) to.elements()];
    for (int at = 0; at < out.length; at++) {
      int channel = at / (to.height() * to.width());
      int y = at / to.width() % to.height();
      int x = at % to.width();
      int top = (int) Math.floor((double) y * from.height() / to.height());
      int bottom = (int) Math.ceil((y + 1.0) * from.height() / to.height());
      int left = (int) Math.floor((double) x * from.width() / to.width());
      int right = (int) Math.ceil((x + 1.0) * from.width() / to.width());
      double sum = 0;
      for (int row = top; row < bottom; row++) {
        for (int column = left; column < right; column++) {
          sum += in[(channel * from.height() + row) * from.width() + column];
        }
      }
      out[at] = sum / ((bottom - top) * (right - left));
    }
    return out;
  }

  private double[] normalization(
      Layer.BatchNormalization layer, int index, Shape shape, double[] in) {
    Parameters parameters = model.parameters();
    float[] gamma = parameters.values(index, Role.GAMMA);
    float[] beta = parameters.values(index, Role.BETA);
    float[] mean = parameters.values(index, Role.MEAN);
    float[] variance = parameters.values(index, Role.VARIANCE);
    double[] out = new double[in.length];
    int pixels = in.length / shape.channels();
    for (int i = 0; i < out.length; i++) {
      int c = i / pixels;
      double deviation = Math.sqrt(variance[c] + layer.epsilon());
      out[i] = gamma[c] * (in[i] - mean[c]) / deviation + beta[c];
    }
    return out;
  }

  private static double[] localResponse(
      LocalResponseNormalization layer, Shape shape, double[] in) {
    double[] out = new double[in.length];
    int pixels = shape.height() * shape.width();
    int before = (layer.size() - 1) / 2;
    for (int i = 0; i < out.length; i++) {
      int channel = i / pixels;
      double squares = 0;
      for (int c = channel - before; c < channel - before + layer.size(); c++) {
        double value = c >= 0 && c < shape.channels() ? in[c * pixels + i % pixels] : 0;
        squares += value * value;
      }
      out[i] =
          in[i] / Math.pow(layer.bias() + layer.alpha() / layer.size() * squares, layer.beta());
    }
    return out;
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
