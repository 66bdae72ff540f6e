package org.greensweep.bench;

import java.util.Arrays;
import org.greensweep.inference.kernel.BinaryConvolution;
import org.greensweep.inference.kernel.BitLayout;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.KernelProvider;
import org.greensweep.inference.kernel.Kernels;
import org.greensweep.inference.kernel.Scratch;
import org.greensweep.inference.kernel.SignConvolution;
import org.greensweep.inference.kernel.SignPacker;
import org.greensweep.network.Layer;
import org.greensweep.network.Network;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.parameters.Parameters;
import org.greensweep.network.parameters.Role;

/**
 * A binary convolution on our kernels alone, on one thread, maps with channels innermost as they
 * lie between the layers of a network.
 */
abstract class JavaBinaryConvolution implements Work {
  private static final int CONVOLUTION = 1;
  private static final int NORM = 2;

  final ConvolutionShape shape;
  final float[] input;
  final float[] output;
  final Scratch scratch = new Scratch();

  private JavaBinaryConvolution(Subject.BinaryConvolution subject, float[] image) {
    Network network = subject.real().network();
    shape =
        ConvolutionShape.of(
            (Layer.Convolution) network.nodes().get(CONVOLUTION).layer(),
            network.input(),
            network.output().output());
    input = transposed(image, subject.channels());
    output = new float[shape.outputElements()];
  }

  static JavaBinaryConvolution binary(Subject.BinaryConvolution subject) {
    return new Binary(subject, KernelProvider.best());
  }

  static JavaBinaryConvolution fp32(Subject.BinaryConvolution subject) {
    return new Fp32(subject, KernelProvider.best());
  }

  @Override
  public float[] answer() {
    return Subject.BinaryConvolution.signs(
        transposed(output, output.length / shape.outputChannels()));
  }

  /** {@code rows} rows become columns. */
  private static float[] transposed(float[] values, int rows) {
    int columns = values.length / rows;
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i % columns * rows + i / columns] = values[i];
    }
    return result;
  }

  /** Weights as kernels want them: input channels innermost. */
  private static float[] weights(Model model, ConvolutionShape shape) {
    float[] from = model.parameters().values(CONVOLUTION, Role.WEIGHTS);
    float[] to = new float[from.length];
    int taps = shape.taps();
    int depth = shape.groupInputs();
    for (int i = 0; i < from.length; i++) {
      int tap = i % taps;
      int channel = i / taps % depth;
      to[(i / taps / depth * taps + tap) * depth + channel] = from[i];
    }
    return to;
  }

  /** The batch norm as a factor and an offset per channel. */
  private static BinaryConvolution.Epilogue affine(Model model) {
    Parameters parameters = model.parameters();
    Layer.BatchNormalization norm =
        (Layer.BatchNormalization) model.network().nodes().get(NORM).layer();
    float[] scale = parameters.values(NORM, Role.GAMMA).clone();
    float[] shift = parameters.values(NORM, Role.BETA).clone();
    float[] mean = parameters.values(NORM, Role.MEAN);
    float[] variance = parameters.values(NORM, Role.VARIANCE);
    for (int channel = 0; channel < scale.length; channel++) {
      scale[channel] /= (float) Math.sqrt(variance[channel] + norm.epsilon());
      shift[channel] -= mean[channel] * scale[channel];
    }
    return new BinaryConvolution.Epilogue(scale, shift, Clamp.NONE);
  }

  /** Packs, counts and compares with the threshold. */
  private static final class Binary extends JavaBinaryConvolution {
    private final SignPacker packer;
    private final SignConvolution kernel;
    private final BitLayout layout;
    private final long[] words;
    private final BitLayout outputLayout;
    private final long[] thresholds;
    private final float[] ones;
    private final float[] zeros;

    Binary(Subject.BinaryConvolution subject, Kernels kernels) {
      super(subject, subject.image());
      packer = kernels.signPacker();
      Model model = subject.real();
      kernel = kernels.signConvolution(shape, weights(model, shape), affine(model), 1);
      layout = new BitLayout(shape.inputChannels(), 1);
      words = new long[shape.inputHeight() * shape.inputWidth() * layout.wordsPerPixel()];
      outputLayout = new BitLayout(shape.outputChannels(), 1);
      thresholds = new long[shape.pixels() * outputLayout.wordsPerPixel()];
      ones = new float[shape.inputChannels()];
      Arrays.fill(ones, 1);
      zeros = new float[shape.inputChannels()];
    }

    @Override
    public void run() {
      packer.pack(layout, input, ones, zeros, words, 0, shape.inputHeight() * shape.inputWidth());
      for (int tile = 0; tile < kernel.tiles(); tile++) {
        kernel.run(tile, words, thresholds, scratch);
      }
    }

    @Override
    public float[] answer() {
      int channels = shape.outputChannels();
      for (int i = 0; i < output.length; i++) {
        int channel = i % channels;
        long word = thresholds[i / channels * outputLayout.wordsPerPixel() + channel / Long.SIZE];
        output[i] = (word >>> channel & 1) == 1 ? 1 : -1;
      }
      return super.answer();
    }
  }

  /** The convolution alone. */
  private static final class Fp32 extends JavaBinaryConvolution {
    private final FloatConvolution kernel;

    Fp32(Subject.BinaryConvolution subject, Kernels kernels) {
      super(subject, subject.signs());
      Model model = subject.real();
      float[] weights = weights(model, shape);
      BinaryConvolution.Epilogue affine = affine(model);
      for (int i = 0; i < weights.length; i++) {
        weights[i] *= affine.scale()[i / shape.depth()];
      }
      kernel = kernels.convolution(shape, weights, affine.shift(), Clamp.NONE, 1);
    }

    @Override
    public void run() {
      for (int tile = 0; tile < kernel.tiles(); tile++) {
        kernel.run(tile, input, null, output, scratch);
      }
    }
  }
}
