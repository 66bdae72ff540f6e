package org.greensweep.inference;

import java.util.List;
import java.util.function.Supplier;
import org.greensweep.inference.Compiler.Made;
import org.greensweep.inference.Layout.Order;
import org.greensweep.inference.Slot.Storage;
import org.greensweep.inference.kernel.Clamp;
import org.greensweep.inference.kernel.FloatElementwise;
import org.greensweep.inference.kernel.FloatNormalization;
import org.greensweep.inference.kernel.Gates;
import org.greensweep.inference.kernel.PoolShape;
import org.greensweep.inference.kernel.Quantization;
import org.greensweep.inference.kernel.Quantizer;
import org.greensweep.inference.kernel.Tiles;
import org.greensweep.network.ChannelShuffle;
import org.greensweep.network.Flatten;
import org.greensweep.network.Layer;
import org.greensweep.network.LocalResponseNormalization;
import org.greensweep.network.Node;
import org.greensweep.network.NumberFormat;
import org.greensweep.network.Reshape;
import org.greensweep.network.Shape;
import org.greensweep.network.Softmax;
import org.greensweep.network.parameters.Affine;
import org.greensweep.network.tensor.Functions;
import org.jspecify.annotations.Nullable;

/** Steps of the layers without weights to multiply: in fp32, but for codes passed on. */
final class MapSteps {
  private final Compiler compiler;
  private final TokenSteps tokenSteps;
  private final TensorSteps tensorSteps;
  private final PoolSteps poolSteps;

  MapSteps(Compiler compiler) {
    this.compiler = compiler;
    this.tokenSteps = new TokenSteps(compiler);
    this.tensorSteps = new TensorSteps(compiler);
    this.poolSteps = new PoolSteps(compiler);
  }

  Affine normalization(int node) {
    return Affine.of(compiler.model(), node);
  }

  Made add(Fusion fusion) {
    Node node = compiler.node(fusion.root());
    if (isView(node)) {
      return new Made(compiler.floatsOf(node.inputs().get(0), Order.ROW_MAJOR), null);
    }
    if (Orders.isTensorOperator(node, compiler.network())) {
      return new Made(tensorSteps.add(fusion.root(), node), null);
    }
    NumberFormat passed = compiler.codeReaders().passedOn(fusion.root());
    if (passed != null) {
      return passOn(fusion, node, passed);
    }
    List<Slot> from =
        inputs(node).stream().map(input -> compiler.floatsOf(input, order(node, fusion))).toList();
    if (node.layer() instanceof Layer.AdaptiveAveragePool pool) {
      return new Made(poolSteps.mean(fusion, pool, from.get(0)), null);
    }
    int length = compiler.elements(fusion.output());
    NumberFormat codes = codes(fusion, node);
    Slot to = new Slot(codes == null ? Storage.FLOATS : Storage.BYTES, length);
    Supplier<Step> step =
        codes == null ? step(fusion, node, from, to) : affine(fusion, from, to, codes);
    compiler.memory().add(from, List.of(to), step);
    return codes == null ? new Made(to, null) : new Made(null, to);
  }

  /** A maximum or a concatenation of codes. */
  private Made passOn(Fusion fusion, Node node, NumberFormat format) {
    List<Slot> from =
        node.inputs().stream()
            .map(input -> compiler.codesOf(input, Order.CHANNELS_LAST, format))
            .toList();
    Slot to = new Slot(Storage.BYTES, compiler.elements(fusion.output()));
    Supplier<Step> step =
        node.layer() instanceof Layer.MaxPool pool
            ? poolSteps.maximum(fusion, pool, from.get(0), to, format)
            : concat(fusion, node, from, to);
    compiler.memory().add(from, List.of(to), step);
    return new Made(null, to);
  }

  /** The codes that a batch norm leaves at once where only convolutions of such read it. */
  private @Nullable NumberFormat codes(Fusion fusion, Node node) {
    boolean fits =
        node.layer() instanceof Layer.BatchNormalization
            && compiler.order(fusion.output()) == Order.CHANNELS_LAST
            && !compiler.codeReaders().needFloats(fusion.output());
    return fits ? compiler.macSteps().codes(fusion) : null;
  }

  /** A change of shape alone moves nothing, once rows follow each other. */
  private static boolean isView(Node node) {
    return node.layer() instanceof Flatten || node.layer() instanceof Reshape;
  }

  /** What a step reads; concatenations are taken apart where their parts do. */
  private List<Integer> inputs(Node node) {
    boolean inParts =
        node.layer() instanceof Layer.Concat || node.layer() instanceof Layer.BatchNormalization;
    return inParts
        ? node.inputs().stream().flatMap(input -> compiler.parts(input).stream()).toList()
        : node.inputs();
  }

  /** Functions of single elements take any order, all others maps. */
  private Order order(Node node, Fusion fusion) {
    return node.layer() instanceof Layer.Activation || node.layer() instanceof Layer.Add
        ? compiler.order(fusion.output())
        : Order.CHANNELS_LAST;
  }

  private Supplier<Step> step(Fusion fusion, Node node, List<Slot> from, Slot to) {
    Shape in = compiler.node(node.inputs().get(0)).output();
    Layer layer = node.layer();
    if (layer instanceof Layer.MaxPool pool) {
      return poolSteps.step(fusion, PoolShape.of(pool, in, node.output()), from.get(0), to);
    } else if (layer instanceof Layer.AveragePool pool) {
      return poolSteps.step(fusion, PoolShape.of(pool, in, node.output()), from.get(0), to);
    } else if (layer instanceof Layer.BatchNormalization) {
      return affine(fusion, from, to, null);
    } else if (layer instanceof LocalResponseNormalization normalization) {
      return localResponse(fusion, normalization, in, from.get(0), to);
    } else if (layer instanceof Layer.Activation activation) {
      return activation(fusion, activation, from.get(0), to);
    } else if (layer instanceof Layer.Add) {
      return sum(fusion, from, to);
    } else if (layer instanceof Layer.Multiply) {
      return product(fusion, from, to);
    } else if (layer instanceof ChannelShuffle shuffle) {
      return shuffle(fusion, shuffle, in.channels(), from.get(0), to);
    } else if (layer instanceof Layer.Concat) {
      return concat(fusion, node, from, to);
    }
    if (layer instanceof Softmax) {
      FloatNormalization kernel = compiler.kernels().normalization();
      return () -> {
        float[] input = from.get(0).floats();
        float[] output = to.floats();
        return new Step(
            fusion.output(), 1, (tile, scratch) -> kernel.softmax(input, output, to.length()));
      };
    }
    return tokenSteps.step(fusion.output(), node, from, to);
  }

  /** An affine map of some of the channels of some pixels. */
  private interface AffinePart {
    void run(float[] input, int first, int channels, int fromPixel, int toPixel);
  }

  /** Into fp32, or where {@code codes} is a format into its codes. */
  private Supplier<Step> affine(
      Fusion fusion, List<Slot> from, Slot to, @Nullable NumberFormat codes) {
    Affine affine = normalization(fusion.root());
    int pixels = to.length() / affine.scale().length;
    int[] channels = from.stream().mapToInt(part -> part.length() / pixels).toArray();
    Tiles tiles = compiler.elementwiseTiles(pixels, affine.scale().length);
    return () -> {
      float[][] parts = from.stream().map(Slot::floats).toArray(float[][]::new);
      AffinePart kernel =
          codes == null
              ? toFloats(affine, fusion.clamp(), to.floats())
              : toCodes(
                  affine,
                  fusion.clamp(),
                  compiler.codeReaders().quantization(fusion.output(), codes),
                  to.bytes());
      return new Step(
          fusion.output(),
          tiles.count(),
          (tile, scratch) -> {
            int first = 0;
            for (int i = 0; i < parts.length; i++) {
              kernel.run(parts[i], first, channels[i], tiles.from(tile), tiles.to(tile));
              first += channels[i];
            }
          });
    };
  }

  private AffinePart toFloats(Affine affine, Clamp clamp, float[] output) {
    FloatElementwise kernel = compiler.kernels().elementwise();
    return (input, first, channels, from, to) ->
        kernel.affinePart(
            input, first, channels, affine.scale(), affine.shift(), output, from, to, clamp);
  }

  private AffinePart toCodes(Affine affine, Clamp clamp, Quantization quantization, byte[] output) {
    Quantizer kernel = compiler.kernels().quantizer();
    return (input, first, channels, from, to) ->
        kernel.affinePart(
            quantization,
            input,
            first,
            channels,
            affine.scale(),
            affine.shift(),
            output,
            from,
            to,
            clamp);
  }

  private Supplier<Step> activation(
      Fusion fusion, Layer.Activation activation, Slot from, Slot to) {
    FloatElementwise kernel = compiler.kernels().elementwise();
    Tiles tiles = compiler.elementwiseTiles(to.length(), 1);
    return () -> {
      float[] input = from.floats();
      float[] output = to.floats();
      Step.Tile tile =
          switch (activation.function()) {
            case RELU, RELU6 ->
                (index, scratch) ->
                    kernel.clamp(
                        input,
                        output,
                        tiles.from(index),
                        tiles.to(index),
                        Fusion.clamp(activation.function()));
            case SIGN ->
                (index, scratch) -> kernel.sign(input, output, tiles.from(index), tiles.to(index));
            case SIGMOID, TANH, HARD_SIGMOID, HARD_SWISH, SILU, GELU ->
                (index, scratch) ->
                    kernel.apply(
                        activation.function(), input, output, tiles.from(index), tiles.to(index));
            default ->
                (index, scratch) -> {
                  for (int i = tiles.from(index); i < tiles.to(index); i++) {
                    output[i] = (float) Functions.apply(activation, input[i]);
                  }
                };
          };
      return new Step(fusion.output(), tiles.count(), tile);
    };
  }

  /** Adds the first two inputs, then each further one in place; only the last addition clamps. */
  private Supplier<Step> sum(Fusion fusion, List<Slot> from, Slot to) {
    FloatElementwise kernel = compiler.kernels().elementwise();
    Tiles tiles = compiler.elementwiseTiles(to.length(), 1);
    return () -> {
      float[][] inputs = from.stream().map(Slot::floats).toArray(float[][]::new);
      float[] output = to.floats();
      return new Step(
          fusion.output(),
          tiles.count(),
          (tile, scratch) -> {
            float[] sum = inputs[0];
            for (int i = 1; i < inputs.length; i++) {
              kernel.add(
                  sum,
                  inputs[i],
                  output,
                  tiles.from(tile),
                  tiles.to(tile),
                  i == inputs.length - 1 ? fusion.clamp() : Clamp.NONE);
              sum = output;
            }
          });
    };
  }

  private Supplier<Step> product(Fusion fusion, List<Slot> from, Slot to) {
    FloatElementwise kernel = compiler.kernels().elementwise();
    Tiles tiles = compiler.elementwiseTiles(to.length(), 1);
    int factors = from.get(1).length();
    return () -> {
      float[] map = from.get(0).floats();
      float[] gate = from.get(1).floats();
      float[] output = to.floats();
      return new Step(
          fusion.output(),
          tiles.count(),
          (tile, scratch) ->
              kernel.multiply(map, gate, factors, output, tiles.from(tile), tiles.to(tile)));
    };
  }

  private Supplier<Step> shuffle(
      Fusion fusion, ChannelShuffle layer, int channels, Slot from, Slot to) {
    Tiles tiles = compiler.elementwiseTiles(to.length() / channels, channels);
    return () -> {
      float[] input = from.floats();
      float[] output = to.floats();
      return new Step(
          fusion.output(),
          tiles.count(),
          (tile, scratch) ->
              Gates.shuffle(
                  channels, layer.groups(), input, output, tiles.from(tile), tiles.to(tile)));
    };
  }

  private interface ChannelCopy {
    void copy(int from, int to, int count);
  }

  /** Arrays of known type: copies between others cost several times as much. */
  private static ChannelCopy copy(Slot from, Slot to) {
    if (to.storage() == Storage.BYTES) {
      byte[] input = from.bytes();
      byte[] output = to.bytes();
      return (at, toAt, count) -> System.arraycopy(input, at, output, toAt, count);
    }
    float[] input = from.floats();
    float[] output = to.floats();
    return (at, toAt, count) -> System.arraycopy(input, at, output, toAt, count);
  }

  /** Of fp32 or of codes. */
  private Supplier<Step> concat(Fusion fusion, Node node, List<Slot> from, Slot to) {
    int total = node.output().channels();
    int pixels = to.length() / total;
    int[] channels = from.stream().mapToInt(part -> part.length() / pixels).toArray();
    Tiles rows = compiler.elementwiseTiles(pixels, total);
    return () -> {
      ChannelCopy[] parts = from.stream().map(part -> copy(part, to)).toArray(ChannelCopy[]::new);
      return new Step(
          fusion.output(),
          rows.count(),
          (tile, scratch) -> {
            int offset = 0;
            for (int i = 0; i < parts.length; i++) {
              for (int pixel = rows.from(tile); pixel < rows.to(tile); pixel++) {
                parts[i].copy(pixel * channels[i], pixel * total + offset, channels[i]);
              }
              offset += channels[i];
            }
          });
    };
  }

  private Supplier<Step> localResponse(
      Fusion fusion, LocalResponseNormalization layer, Shape in, Slot from, Slot to) {
    FloatNormalization kernel = compiler.kernels().normalization();
    int pixelsPerRow = in.width();
    return () -> {
      float[] input = from.floats();
      float[] output = to.floats();
      return new Step(
          fusion.output(),
          in.height(),
          (tile, scratch) ->
              kernel.localResponse(
                  layer,
                  input,
                  output,
                  in.channels(),
                  tile * pixelsPerRow,
                  (tile + 1) * pixelsPerRow,
                  scratch));
    };
  }
}
