package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.greensweep.network.AttentionSum;
import org.greensweep.network.AttentionWeights;
import org.greensweep.network.ChannelScale;
import org.greensweep.network.ChannelShuffle;
import org.greensweep.network.Constant;
import org.greensweep.network.Elementwise;
import org.greensweep.network.FirstToken;
import org.greensweep.network.Flatten;
import org.greensweep.network.Gather;
import org.greensweep.network.Join;
import org.greensweep.network.L2Normalization;
import org.greensweep.network.Layer;
import org.greensweep.network.LayerNormalization;
import org.greensweep.network.LayerPrecision;
import org.greensweep.network.LocalResponseNormalization;
import org.greensweep.network.MatrixProduct;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.NumberFormat;
import org.greensweep.network.Pad;
import org.greensweep.network.PadAxes;
import org.greensweep.network.PatchMean;
import org.greensweep.network.PatchSelection;
import org.greensweep.network.PerPatch;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.Rearrange;
import org.greensweep.network.Reduce;
import org.greensweep.network.Reshape;
import org.greensweep.network.Resize;
import org.greensweep.network.Shape;
import org.greensweep.network.Softmax;
import org.greensweep.network.SpaceToDepth;
import org.greensweep.network.Standardization;
import org.greensweep.network.TokenEmbedding;
import org.greensweep.network.TopK;
import org.greensweep.network.TransposedConvolution;
import org.greensweep.network.Window;

/**
 * The problems that a network poses to an accelerator, node by node.
 *
 * <ul>
 *   <li>Convolutions, dense layers and the two products of attention are {@link
 *       ConvolutionProblem}s; the softmax between those products is computed on the way.
 *   <li>Pooling, sums, products, local response, layer and length normalisation, softmax and the
 *       choice and mean of patches read and write feature maps: {@link StreamingProblem}s.
 *   <li>A layer per patch is that layer with the patches as further images of the batch.
 *   <li>Batch norms, activations and quantizations that alone follow a layer that computes are
 *       fused into it and cost nothing; elsewhere they are streaming passes.
 *   <li>Concatenation, channel shuffles, flattening, padding, merged patches and the input are
 *       addressing and cost nothing.
 * </ul>
 *
 * <p>Widths: a convolution's output has the width of its activations; a binary convolution's output
 * is a count and as wide as its accumulator. A sign makes a map of one bit. Any other layer writes
 * the widest of what it reads.
 */
public final class Problems {
  enum Rule {
    FREE,
    MULTIPLY_ACCUMULATE,
    /** Elementwise over one map: fused where it can be. */
    ELEMENTWISE,
    STREAM
  }

  static final Map<Class<? extends Layer>, Rule> RULES =
      Map.ofEntries(
          Map.entry(Layer.Input.class, Rule.FREE),
          Map.entry(Layer.Convolution.class, Rule.MULTIPLY_ACCUMULATE),
          Map.entry(Layer.Dense.class, Rule.MULTIPLY_ACCUMULATE),
          Map.entry(Layer.MaxPool.class, Rule.STREAM),
          Map.entry(Layer.AveragePool.class, Rule.STREAM),
          Map.entry(Layer.AdaptiveAveragePool.class, Rule.STREAM),
          Map.entry(Layer.BatchNormalization.class, Rule.ELEMENTWISE),
          Map.entry(LocalResponseNormalization.class, Rule.STREAM),
          Map.entry(Layer.Activation.class, Rule.ELEMENTWISE),
          Map.entry(Layer.Add.class, Rule.STREAM),
          Map.entry(Layer.Multiply.class, Rule.STREAM),
          Map.entry(Layer.Concat.class, Rule.FREE),
          Map.entry(ChannelShuffle.class, Rule.FREE),
          Map.entry(Flatten.class, Rule.FREE),
          Map.entry(Softmax.class, Rule.STREAM),
          Map.entry(LayerNormalization.class, Rule.STREAM),
          Map.entry(ChannelScale.class, Rule.ELEMENTWISE),
          Map.entry(TokenEmbedding.class, Rule.STREAM),
          Map.entry(FirstToken.class, Rule.FREE),
          Map.entry(Pad.class, Rule.FREE),
          Map.entry(SpaceToDepth.class, Rule.FREE),
          Map.entry(Constant.class, Rule.FREE),
          Map.entry(Elementwise.class, Rule.STREAM),
          Map.entry(Gather.class, Rule.FREE),
          Map.entry(Join.class, Rule.FREE),
          Map.entry(MatrixProduct.class, Rule.MULTIPLY_ACCUMULATE),
          Map.entry(PadAxes.class, Rule.FREE),
          Map.entry(Rearrange.class, Rule.FREE),
          Map.entry(Reduce.class, Rule.STREAM),
          Map.entry(Reshape.class, Rule.FREE),
          Map.entry(Resize.class, Rule.STREAM),
          Map.entry(Standardization.class, Rule.STREAM),
          Map.entry(TopK.class, Rule.STREAM),
          Map.entry(TransposedConvolution.class, Rule.MULTIPLY_ACCUMULATE),
          Map.entry(AttentionWeights.class, Rule.MULTIPLY_ACCUMULATE),
          Map.entry(AttentionSum.class, Rule.MULTIPLY_ACCUMULATE),
          Map.entry(PatchSelection.class, Rule.STREAM),
          Map.entry(PatchMean.class, Rule.STREAM),
          Map.entry(L2Normalization.class, Rule.STREAM));

  private final Network network;
  private final PrecisionPlan plan;
  private final int batch;
  private final Zeros zeros;
  private final int[] readers;
  private final int[] bits;
  private final int[] soleReader;

  private Problems(Network network, PrecisionPlan plan, int batch, Zeros zeros) {
    this.network = network;
    this.plan = plan;
    this.batch = batch;
    this.zeros = zeros;
    int nodes = network.nodes().size();
    this.readers = new int[nodes];
    this.bits = new int[nodes];
    this.soleReader = new int[nodes];
  }

  /** The problems of all nodes that cost something, for {@code batch} images at once. */
  public static List<NodeProblem> of(Network network, PrecisionPlan plan, int batch, Zeros zeros) {
    Check.positive("batch", batch);
    return new Problems(network, plan, batch, zeros).all();
  }

  private List<NodeProblem> all() {
    for (int node = 0; node < readers.length; node++) {
      for (int input : network.nodes().get(node).inputs()) {
        readers[input]++;
        soleReader[input] = node;
      }
    }
    for (int node = 0; node < readers.length; node++) {
      bits[node] = outputBits(node);
    }
    List<NodeProblem> problems = new ArrayList<>();
    for (int node = 0; node < readers.length; node++) {
      if (rule(node) == Rule.MULTIPLY_ACCUMULATE) {
        problems.add(new NodeProblem(node, multiplyAccumulate(node)));
      } else if (rule(node) == Rule.STREAM || (rule(node) == Rule.ELEMENTWISE && !fused(node))) {
        problems.add(new NodeProblem(node, stream(node)));
      }
    }
    return List.copyOf(problems);
  }

  /** The layer of {@code node} as it works on one map. */
  private Layer layer(int node) {
    return network.nodes().get(node).layer().single();
  }

  /** Maps that share the weights of {@code node}: images times the patches of each. */
  private int maps(int node) {
    return Math.multiplyExact(batch, network.nodes().get(node).layer().repetitions());
  }

  /** What {@code node} writes of one map. */
  private Shape output(int node) {
    Node place = network.nodes().get(node);
    return place.layer() instanceof PerPatch each ? each.ofOne(place.output()) : place.output();
  }

  private Rule rule(int node) {
    Layer layer = layer(node);
    Rule rule = Quantizations.is(layer) ? Rule.ELEMENTWISE : RULES.get(layer.getClass());
    if (rule == null) {
      throw new IllegalStateException("no cost rule for layer " + layer);
    }
    return rule;
  }

  /** Whether this elementwise node is computed on the way out of the node before it. */
  private boolean fused(int node) {
    int before = network.nodes().get(node).inputs().get(0);
    return rule(node) == Rule.ELEMENTWISE && rule(before) != Rule.FREE && readers[before] == 1;
  }

  /** The last node that is fused behind {@code node}; the node itself when there is none. */
  private int lastFused(int node) {
    int last = node;
    while (readers[last] == 1 && fused(soleReader[last])) {
      last = soleReader[last];
    }
    return last;
  }

  private int outputBits(int node) {
    Node place = network.nodes().get(node);
    if (rule(node) == Rule.MULTIPLY_ACCUMULATE) {
      LayerPrecision precision = plan.of(node);
      return precision.activations() == NumberFormat.BINARY
          ? precision.accumulatorBits()
          : precision.activations().bits();
    }
    if (layer(node) instanceof Layer.Activation activation
        && activation.function() == Layer.Function.SIGN) {
      return 1;
    }
    if (place.inputs().isEmpty()) {
      return place.layer() instanceof Constant ? NumberFormat.FP32.bits() : inputBits();
    }
    if (Quantizations.is(place.layer())) {
      return Quantizations.bits(network, node, bits);
    }
    return place.inputs().stream().mapToInt(input -> bits[input]).max().orElseThrow();
  }

  /** The network's input is as wide as what its first convolution or dense layer takes. */
  private int inputBits() {
    for (int node = 0; node < readers.length; node++) {
      if (rule(node) == Rule.MULTIPLY_ACCUMULATE) {
        return plan.of(node).activations().bits();
      }
    }
    return NumberFormat.FP32.bits();
  }

  /** Width of what {@code node} and all that is fused behind it write. */
  private int writtenBits(int node) {
    return bits[lastFused(node)];
  }

  private ConvolutionProblem multiplyAccumulate(int node) {
    Layer layer = layer(node);
    if (layer instanceof AttentionWeights weights) {
      int seen = weights.window().positions();
      return attention(node, weights.heads(), seen, seen, weights.channels() / weights.heads());
    }
    if (layer instanceof AttentionSum sum) {
      int seen = sum.window().positions();
      return attention(node, sum.heads(), seen, sum.channels() / sum.heads(), seen);
    }
    if (layer instanceof MatrixProduct product) {
      return product(node, product);
    }
    return layer instanceof TransposedConvolution transposed
        ? transposed(node, transposed)
        : convolution(node);
  }

  /**
   * As many groups of a 1 x 1 convolution as there are pairs of matrices; the right one is its
   * weights.
   */
  private ConvolutionProblem product(int node, MatrixProduct layer) {
    int pairs = Math.toIntExact(layer.batches().elements());
    return matrices(node, pairs, layer.rows(), layer.columns(), layer.depth());
  }

  /**
   * Each of the stride's phases is a convolution of its own with every stride-th weight (Shi 2016,
   * "Real-time single image super-resolution"), so that one convolution with as many times the
   * outputs over the input does the same.
   */
  private ConvolutionProblem transposed(int node, TransposedConvolution layer) {
    Node place = network.nodes().get(node);
    LayerPrecision precision = plan.of(node);
    Window window = layer.window();
    int phases = Math.multiplyExact(window.strideHeight(), window.strideWidth());
    return new ConvolutionProblem(
        layer.groups(),
        batch,
        Math.multiplyExact(layer.outputChannels() / layer.groups(), phases),
        layer.inputChannels() / layer.groups(),
        ceilDiv(place.output().height(), window.strideHeight()),
        ceilDiv(place.output().width(), window.strideWidth()),
        ceilDiv(window.extentHeight(), window.strideHeight()),
        ceilDiv(window.extentWidth(), window.strideWidth()),
        1,
        1,
        1,
        1,
        Arithmetic.of(precision.weights()),
        Arithmetic.of(precision.activations()),
        writtenBits(node),
        precision.accumulatorBits(),
        zeros.inputs(),
        weightZeros(precision));
  }

  private static int ceilDiv(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /**
   * One product of matrices per head, window and image, none of which share anything: as many
   * groups of a 1 x 1 convolution over {@code seen} positions, whose weights are keys or values.
   */
  private ConvolutionProblem attention(int node, int heads, int seen, int outputs, int depth) {
    Shape map = output(node);
    int windows = map.height() * map.width() / seen;
    return matrices(node, Math.multiplyExact(heads, windows), seen, outputs, depth);
  }

  private ConvolutionProblem matrices(int node, int pairs, int rows, int outputs, int depth) {
    LayerPrecision precision = plan.of(node);
    return new ConvolutionProblem(
        Math.multiplyExact(maps(node), pairs),
        1,
        outputs,
        depth,
        rows,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        Arithmetic.of(precision.weights()),
        Arithmetic.of(precision.activations()),
        writtenBits(node),
        precision.accumulatorBits(),
        0);
  }

  private ConvolutionProblem convolution(int node) {
    Node place = network.nodes().get(node);
    LayerPrecision precision = plan.of(node);
    boolean dense = layer(node) instanceof Layer.Dense;
    Layer.Convolution layer =
        layer(node) instanceof Layer.Dense fully
            ? Layer.Convolution.of(fully.inputFeatures(), fully.outputFeatures(), Window.square(1))
            : (Layer.Convolution) layer(node);
    Window window = layer.window();
    boolean binary = precision.activations() == NumberFormat.BINARY;
    boolean first = network.nodes().get(place.inputs().get(0)).layer() instanceof Layer.Input;
    return new ConvolutionProblem(
        layer.groups(),
        maps(node),
        layer.outputChannels() / layer.groups(),
        layer.inputChannels() / layer.groups(),
        dense ? rows(place) : output(node).height(),
        dense ? 1 : output(node).width(),
        window.kernelHeight(),
        window.kernelWidth(),
        window.strideHeight(),
        window.strideWidth(),
        window.dilationHeight(),
        window.dilationWidth(),
        Arithmetic.of(precision.weights()),
        Arithmetic.of(precision.activations()),
        writtenBits(node),
        precision.accumulatorBits(),
        binary || first ? 0 : zeros.inputs(),
        weightZeros(precision));
  }

  private double weightZeros(LayerPrecision precision) {
    return precision.weights() == NumberFormat.BINARY ? 0 : zeros.weights();
  }

  /** How many vectors a dense layer takes. */
  private static int rows(Node dense) {
    return Math.toIntExact(
        dense.output().elements() / ((Layer.Dense) dense.layer()).outputFeatures());
  }

  private StreamingProblem stream(int node) {
    Node place = network.nodes().get(node);
    int inputBits = place.inputs().stream().mapToInt(input -> bits[input]).max().orElseThrow();
    long read = 0;
    for (Shape shape : network.inputShapes(place)) {
      read = Math.addExact(read, shape.elements());
    }
    long written = place.output().elements();
    if (layer(node) instanceof PatchSelection) {
      // Of the image it reads what it cuts out.
      read = Math.addExact(written, network.inputShapes(place).get(1).elements());
    }
    long operations = StreamingOperations.of(network, place, read);
    for (int at = node; at != lastFused(node); at = soleReader[at]) {
      operations = Math.addExact(operations, written);
    }
    return new StreamingProblem(
        Math.multiplyExact(read, batch),
        Math.multiplyExact(written, batch),
        inputBits,
        writtenBits(node),
        Math.multiplyExact(operations, batch),
        inputBits == 32
            ? Arithmetic.FP32
            : Arithmetic.of(inputBits == 1 ? "int2" : "int" + inputBits));
  }
}
