package org.greensweep.inference;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.inference.Compiler.Made;
import org.greensweep.inference.Layout.Order;
import org.greensweep.inference.Slot.Storage;
import org.greensweep.inference.kernel.BinaryConvolution;
import org.greensweep.inference.kernel.BitLayout;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.CodeSteps;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.Float16;
import org.greensweep.inference.kernel.Float16Convolution;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Quantization;
import org.greensweep.inference.kernel.SignConvolution;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.WeightKind;
import org.greensweep.network.LayerPrecision;
import org.greensweep.network.Node;
import org.greensweep.network.NumberFormat;
import org.greensweep.network.parameters.Affine;
import org.greensweep.network.quantization.QuantizedWeights;
import org.jspecify.annotations.Nullable;

/** Steps of the layers that multiply and accumulate, in each number format. */
final class MacSteps {
  private final Compiler compiler;
  private final int threads;
  private final PairSteps pairSteps;

  MacSteps(Compiler compiler, int threads) {
    this.compiler = compiler;
    this.threads = threads;
    this.pairSteps = new PairSteps(compiler, this, threads);
  }

  Made add(Fusion fusion) {
    Made pair = pairSteps.add(fusion);
    if (pair != null) {
      return pair;
    }
    LayerPrecision precision = compiler.precision(fusion.root());
    if (multipliesCodes(precision)) {
      return addIntegers(fusion);
    }
    if (multipliesHalves(precision)) {
      return addHalves(fusion, precision.weights());
    }
    return precision.equals(LayerPrecision.BINARY) ? addBinary(fusion) : addFloat(fusion);
  }

  /**
   * Products and sums in fp32 of inputs and weights that are what their formats can hold: every
   * pair of formats that has no kernel of its own.
   */
  private Made addFloat(Fusion fusion) {
    LayerPrecision precision = compiler.precision(fusion.root());
    boolean signs = precision.activations() == NumberFormat.BINARY && isReal(fusion);
    Weights weights = held(fusion, precision.weights());
    FloatConvolution kernel =
        compiler
            .kernels()
            .convolution(
                signs ? shape(fusion).withPositivePadding() : shape(fusion),
                weights.values(),
                weights.bias(),
                fusion.clamp(),
                threads);
    Slot from =
        compiler.floatsOf(compiler.inputOf(fusion.root()), order(fusion), precision.activations());
    Slot residual = residual(fusion);
    Slot to = new Slot(Storage.FLOATS, compiler.elements(fusion.output()));
    compiler
        .memory()
        .add(
            reads(from, residual),
            List.of(to),
            () -> {
              float[] input = from.floats();
              float[] added = residual == null ? null : residual.floats();
              float[] output = to.floats();
              return new Step(
                  fusion.output(),
                  kernel.tiles(),
                  (tile, scratch) -> kernel.run(tile, input, added, output, scratch));
            });
    return new Made(to, null);
  }

  /** Whether weights and inputs are integer codes, which one kernel multiplies exactly. */
  static boolean multipliesCodes(LayerPrecision precision) {
    return isCode(precision.weights()) && isCode(precision.activations());
  }

  /** Whether weights and inputs are floats of the same 16 bits, which are stored so. */
  static boolean multipliesHalves(LayerPrecision precision) {
    return Float16.has(precision.weights()) && precision.weights() == precision.activations();
  }

  private static boolean isCode(NumberFormat format) {
    return !format.isFloat() && format != NumberFormat.BINARY;
  }

  private Made addIntegers(Fusion fusion) {
    return addIntegers(
        fusion,
        compiler
            .kernels()
            .int8Convolution(shape(fusion), integerParameters(fusion, codes(fusion)), threads),
        fusion);
  }

  /** The step of a kernel that reads what {@code first} reads and makes what {@code last} makes. */
  Made addIntegers(Fusion first, Int8Convolution kernel, Fusion last) {
    NumberFormat format = compiler.precision(first.root()).activations();
    Slot from = compiler.codesOf(compiler.inputOf(first.root()), order(first), format);
    Slot residual = residual(last);
    Made made = made(last, codes(last) == null ? null : Storage.BYTES);
    compiler
        .memory()
        .add(
            reads(from, residual),
            made.all(),
            () -> {
              byte[] bytes = from.bytes();
              float[] added = residual == null ? null : residual.floats();
              float[] real = made.floats() == null ? null : made.floats().floats();
              byte[] quantized = made.codes() == null ? null : made.codes().bytes();
              return new Step(
                  last.output(),
                  kernel.tiles(),
                  (tile, scratch) -> kernel.run(tile, bytes, added, real, quantized, scratch));
            });
    return made;
  }

  /** The integer codes in which every layer that multiplies the value wants it; else null. */
  @Nullable NumberFormat codes(Fusion fusion) {
    NumberFormat read = compiler.codeReaders().format(fusion.output());
    return read == null || Float16.has(read) ? null : read;
  }

  /** What the kernel of an integer layer is made of, whose output is held as {@code codes}. */
  Int8Convolution.Parameters integerParameters(Fusion fusion, @Nullable NumberFormat codes) {
    Quantization output =
        codes == null ? null : compiler.codeReaders().quantization(fusion.output(), codes);
    return integerParameters(fusion, output, null);
  }

  /** As above, with how the codes are held and made. */
  Int8Convolution.Parameters integerParameters(
      Fusion fusion, @Nullable Quantization output, @Nullable CodeSteps steps) {
    LayerPrecision precision = compiler.precision(fusion.root());
    Weights weights = normalized(fusion);
    return parameters(
        QuantizedWeights.of(precision.weights(), weights.values(), weights.bias().length),
        weights.bias(),
        compiler
            .codeReaders()
            .quantization(compiler.inputOf(fusion.root()), precision.activations()),
        output,
        fusion.clamp(),
        steps);
  }

  /** What a step makes: fp32 for those who read it, and codes stored as {@code codes}, if any. */
  private Made made(Fusion fusion, @Nullable Storage codes) {
    int length = compiler.elements(fusion.output());
    boolean real = codes == null || compiler.codeReaders().needFloats(fusion.output());
    return new Made(
        real ? new Slot(Storage.FLOATS, length) : null,
        codes == null ? null : new Slot(codes, length));
  }

  private Made addHalves(Fusion fusion, NumberFormat format) {
    Weights weights = normalized(fusion).in(format);
    Float16Convolution kernel =
        compiler
            .kernels()
            .float16Convolution(
                shape(fusion),
                Float16.of(format),
                weights.values(),
                weights.bias(),
                fusion.clamp(),
                threads);
    Slot from = compiler.codesOf(compiler.inputOf(fusion.root()), order(fusion), format);
    Slot residual = residual(fusion);
    boolean rounds = compiler.codeReaders().format(fusion.output()) == format;
    Made made = made(fusion, rounds ? Storage.SHORTS : null);
    compiler
        .memory()
        .add(
            reads(from, residual),
            made.all(),
            () -> {
              short[] shorts = from.shorts();
              float[] added = residual == null ? null : residual.floats();
              float[] real = made.floats() == null ? null : made.floats().floats();
              short[] rounded = made.codes() == null ? null : made.codes().shorts();
              return new Step(
                  fusion.output(),
                  kernel.tiles(),
                  (tile, scratch) -> kernel.run(tile, shorts, added, real, rounded, scratch));
            });
    return made;
  }

  private static byte[] levels(QuantizedWeights weights, int unit) {
    byte[] levels = new byte[weights.codes().length];
    for (int i = 0; i < levels.length; i++) {
      float level = QuantizedWeights.level(weights.format(), weights.codes()[i]);
      levels[i] = (byte) Math.round(level * unit);
    }
    return levels;
  }

  private static Int8Convolution.Parameters parameters(
      QuantizedWeights weights,
      float[] bias,
      Quantization input,
      @Nullable Quantization output,
      Clamp clamp,
      @Nullable CodeSteps steps) {
    int unit = levelsPerScale(weights.format());
    byte[] levels = unit == 1 ? weights.codes() : levels(weights, unit);
    float[] scales = new float[bias.length];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = input.scale() * (weights.scales()[i] / unit);
    }
    return new Int8Convolution.Parameters(levels, scales, bias, input, output, clamp, steps);
  }

  /** What makes the levels of a format integers: tenths in int2, thirds in int2-uniform. */
  private static int levelsPerScale(NumberFormat format) {
    return switch (format) {
      case INT2 -> 10;
      case INT2_UNIFORM -> 3;
      default -> 1;
    };
  }

  private Made addBinary(Fusion fusion) {
    ConvolutionShape shape = binaryShape(fusion);
    Weights weights = weights(fusion);
    BinaryConvolution kernel =
        compiler
            .kernels()
            .binaryConvolution(shape, weights.values(), binaryEpilogue(fusion, weights), threads);
    Slot from = words(fusion, shape);
    Slot residual = residual(fusion);
    Slot to = new Slot(Storage.FLOATS, compiler.elements(fusion.output()));
    compiler
        .memory()
        .add(
            reads(from, residual),
            List.of(to),
            () -> {
              long[] input = from.words();
              float[] added = residual == null ? null : residual.floats();
              float[] output = to.floats();
              return new Step(
                  fusion.output(),
                  kernel.tiles(),
                  (tile, scratch) -> kernel.run(tile, input, added, output, scratch));
            });
    return new Made(to, null);
  }

  /** Whether a 1-bit layer can leave its output as packed signs of one group. */
  boolean makesSigns(Fusion fusion) {
    Layer layer = compiler.node(fusion.root()).layer();
    return (layer instanceof Layer.Convolution || layer instanceof Layer.Dense)
        && compiler.precision(fusion.root()).equals(LayerPrecision.BINARY)
        && fusion.residual() == Fusion.NONE
        && shape(fusion).groups() == 1;
  }

  /** The packed signs of a 1-bit layer, whose values nobody reads. */
  Slot addSigns(Fusion fusion) {
    ConvolutionShape shape = binaryShape(fusion);
    Weights weights = weights(fusion);
    SignConvolution kernel =
        compiler
            .kernels()
            .signConvolution(shape, weights.values(), binaryEpilogue(fusion, weights), threads);
    Slot from = words(fusion, shape);
    int words = new BitLayout(shape.outputChannels(), 1).wordsPerPixel();
    Slot to = new Slot(Storage.WORDS, shape.pixels() * words);
    compiler
        .memory()
        .add(
            List.of(from),
            List.of(to),
            () -> {
              long[] input = from.words();
              long[] output = to.words();
              return new Step(
                  fusion.output(),
                  kernel.tiles(),
                  (tile, scratch) -> kernel.run(tile, input, output, scratch));
            });
    return to;
  }

  private Slot words(Fusion fusion, ConvolutionShape shape) {
    int input = compiler.inputOf(fusion.root());
    return compiler.wordsOf(input, shape.inputChannels(), shape.groups(), order(fusion));
  }

  private ConvolutionShape binaryShape(Fusion fusion) {
    return isReal(fusion) ? shape(fusion).withPositivePadding() : shape(fusion);
  }

  private BinaryConvolution.Epilogue binaryEpilogue(Fusion fusion, Weights weights) {
    float[] scale =
        isReal(fusion) ? weights.meanMagnitudes() : Affine.identity(weights.bias().length).scale();
    Affine affine = new Affine(scale, weights.bias()).then(normalization(fusion));
    return new BinaryConvolution.Epilogue(affine.scale(), affine.shift(), fusion.clamp());
  }

  private Weights weights(Fusion fusion) {
    return Weights.of(compiler.model(), fusion.root());
  }

  private boolean isReal(Fusion fusion) {
    return compiler.node(fusion.root()).layer().weightKind() == WeightKind.REAL;
  }

  /** The weights with their batch norms, as {@code format} holds them. */
  private Weights held(Fusion fusion, NumberFormat format) {
    if (format != NumberFormat.BINARY) {
      return normalized(fusion).in(format);
    }
    Weights weights = isReal(fusion) ? weights(fusion).in(format) : weights(fusion);
    return fusion.normalizations().isEmpty() ? weights : weights.then(normalization(fusion));
  }

  /** The weights with their batch norms. */
  Weights normalized(Fusion fusion) {
    // A copy of the largest layers would take hundreds of megabytes.
    return fusion.normalizations().isEmpty()
        ? weights(fusion)
        : weights(fusion).then(normalization(fusion));
  }

  private Affine normalization(Fusion fusion) {
    Affine all = Affine.identity(compiler.node(fusion.root()).output().channels());
    for (int node : fusion.normalizations()) {
      all = all.then(Affine.of(compiler.model(), node));
    }
    return all;
  }

  ConvolutionShape shape(Fusion fusion) {
    Node node = compiler.node(fusion.root());
    return node.layer() instanceof Layer.Convolution convolution
        ? ConvolutionShape.of(
            convolution, compiler.node(node.inputs().get(0)).output(), node.output())
        : ConvolutionShape.of((Layer.Dense) node.layer(), node.output());
  }

  /** Dense layers take rows, convolutions maps. */
  private Order order(Fusion fusion) {
    return compiler.node(fusion.root()).layer() instanceof Layer.Dense
        ? Order.ROW_MAJOR
        : Order.CHANNELS_LAST;
  }

  private @Nullable Slot residual(Fusion fusion) {
    return fusion.residual() == Fusion.NONE
        ? null
        : compiler.floatsOf(fusion.residual(), compiler.order(fusion.output()));
  }

  private static List<Slot> reads(Slot from, @Nullable Slot residual) {
    List<Slot> reads = new ArrayList<>(List.of(from));
    if (residual != null) {
      reads.add(residual);
    }
    return reads;
  }
}
