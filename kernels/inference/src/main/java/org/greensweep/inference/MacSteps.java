package org.greensweep.inference;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.inference.Compiler.Made;
import org.greensweep.inference.Layout.Order;
import org.greensweep.inference.Slot.Storage;
import org.greensweep.inference.kernel.BinaryConvolution;
import org.greensweep.inference.kernel.ConvolutionShape;
import org.greensweep.inference.kernel.FloatConvolution;
import org.greensweep.inference.kernel.Int8Convolution;
import org.greensweep.inference.kernel.Quantization;
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

  MacSteps(Compiler compiler, int threads) {
    this.compiler = compiler;
    this.threads = threads;
  }

  Made add(Fusion fusion) {
    LayerPrecision precision = compiler.precision(fusion.root());
    if (precision.equals(LayerPrecision.INT8)) {
      return addInt8(fusion);
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

  private Made addInt8(Fusion fusion) {
    Weights weights = normalized(fusion);
    int input = compiler.inputOf(fusion.root());
    boolean quantizes = compiler.readAsBytes(fusion.output());
    Int8Convolution kernel =
        compiler
            .kernels()
            .int8Convolution(
                shape(fusion),
                parameters(
                    weights,
                    compiler.quantization(input),
                    quantizes ? compiler.quantization(fusion.output()) : null,
                    fusion),
                threads);
    Slot from = compiler.bytesOf(input, order(fusion));
    Slot residual = residual(fusion);
    int length = compiler.elements(fusion.output());
    Made made =
        new Made(
            compiler.readAsFloats(fusion.output()) ? new Slot(Storage.FLOATS, length) : null,
            quantizes ? new Slot(Storage.BYTES, length) : null);
    compiler
        .memory()
        .add(
            reads(from, residual),
            made.all(),
            () -> {
              byte[] bytes = from.bytes();
              float[] added = residual == null ? null : residual.floats();
              float[] real = made.floats() == null ? null : made.floats().floats();
              byte[] quantized = made.bytes() == null ? null : made.bytes().bytes();
              return new Step(
                  fusion.output(),
                  kernel.tiles(),
                  (tile, scratch) -> kernel.run(tile, bytes, added, real, quantized, scratch));
            });
    return made;
  }

  private static Int8Convolution.Parameters parameters(
      Weights weights, Quantization input, @Nullable Quantization output, Fusion fusion) {
    QuantizedWeights int8 =
        QuantizedWeights.of(NumberFormat.INT8, weights.values(), weights.bias().length);
    float[] scales = new float[weights.bias().length];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = input.scale() * int8.scales()[i];
    }
    return new Int8Convolution.Parameters(
        int8.codes(), scales, weights.bias(), input, output, fusion.clamp());
  }

  private Made addBinary(Fusion fusion) {
    Weights weights = weights(fusion);
    boolean real = isReal(fusion);
    float[] scale =
        real ? weights.meanMagnitudes() : Affine.identity(weights.bias().length).scale();
    Affine affine = new Affine(scale, weights.bias()).then(normalization(fusion));
    ConvolutionShape shape = real ? shape(fusion).withPositivePadding() : shape(fusion);
    BinaryConvolution kernel =
        compiler
            .kernels()
            .binaryConvolution(
                shape,
                weights.values(),
                new BinaryConvolution.Epilogue(affine.scale(), affine.shift(), fusion.clamp()),
                threads);
    Slot from =
        compiler.wordsOf(
            compiler.inputOf(fusion.root()), shape.inputChannels(), shape.groups(), order(fusion));
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

  private Weights normalized(Fusion fusion) {
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

  private ConvolutionShape shape(Fusion fusion) {
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
