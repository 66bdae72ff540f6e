package org.greensweep.inference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.inference.Layout.Order;
import org.greensweep.inference.Slot.Storage;
import org.greensweep.inference.kernel.BitLayout;
import org.greensweep.inference.kernel.SignPacker;
import org.greensweep.inference.kernel.Tiles;
import org.greensweep.network.Layer;
import org.greensweep.network.LayerPrecision;
import org.greensweep.network.parameters.Affine;

/**
 * Values as packed signs, for 1-bit layers: each packed once, straight from what it is made of, or
 * left so by the 1-bit layer that makes it.
 */
final class SignForms {
  private record Packed(int node, int groups, Order order) {}

  private final Compiler compiler;
  private final SignPacker packer;
  private final Map<Packed, Slot> words = new HashMap<>();

  SignForms(Compiler compiler) {
    this.compiler = compiler;
    this.packer = compiler.kernels().signPacker();
  }

  /**
   * The signs of {@code node}, packed for a convolution of {@code groups}. Goes through a sign
   * (whose sign is itself) and takes in a batch norm that nothing else reads.
   */
  Slot of(int node, int channels, int groups, Order order) {
    if (Fusion.isSign(compiler.node(node).layer())) {
      return of(compiler.inputOf(node), channels, groups, order);
    }
    Packed key = new Packed(node, groups, order);
    Slot present = words.get(key);
    if (present != null) {
      return present;
    }
    Fusion fusion = compiler.fusion(node);
    if (fusion != null
        && groups == 1
        && order == compiler.order(node)
        && readAsSignsOnly(node)
        && compiler.macSteps().makesSigns(fusion)) {
      Slot signs = compiler.macSteps().addSigns(fusion);
      words.put(key, signs);
      return signs;
    }
    boolean normalized = fusion != null && fusion.isPlainNormalization(compiler.network());
    int source = normalized ? compiler.inputOf(node) : node;
    Affine affine =
        normalized ? compiler.mapSteps().normalization(node) : Affine.identity(channels);
    Slot packed = pack(node, sources(source, groups, order), groups, affine);
    words.put(key, packed);
    return packed;
  }

  /** The parts of a concatenation whose signs fill whole words; else the value as a whole. */
  private List<Slot> sources(int node, int groups, Order order) {
    List<Integer> parts = compiler.parts(node);
    boolean whole =
        parts.subList(0, parts.size() - 1).stream()
            .allMatch(part -> compiler.node(part).output().channels() % Long.SIZE == 0);
    return whole && groups == 1
        ? parts.stream().map(part -> compiler.floatsOf(part, order)).toList()
        : List.of(compiler.floatsOf(node, order));
  }

  /** Whether nothing but 1-bit layers reads a value, through signs or not. */
  private boolean readAsSignsOnly(int node) {
    return !compiler.network().outputs().contains(node)
        && compiler.readers(node).stream()
            .allMatch(
                reader ->
                    Fusion.isSign(compiler.node(reader).layer())
                        ? readAsSignsOnly(reader)
                        : multipliesSigns(reader));
  }

  private boolean multipliesSigns(int node) {
    Layer layer = compiler.node(node).layer();
    return (layer instanceof Layer.Convolution || layer instanceof Layer.Dense)
        && compiler.precision(node).equals(LayerPrecision.BINARY);
  }

  private Slot pack(int node, List<Slot> from, int groups, Affine affine) {
    BitLayout layout = new BitLayout(affine.scale().length, groups);
    int length = from.stream().mapToInt(Slot::length).sum();
    int pixels = length / layout.channels();
    int[] channels = from.stream().mapToInt(part -> part.length() / pixels).toArray();
    Slot to = new Slot(Storage.WORDS, pixels * layout.wordsPerPixel());
    Tiles tiles = compiler.elementwiseTiles(pixels, layout.channels());
    compiler
        .memory()
        .add(
            from,
            List.of(to),
            () -> {
              float[][] parts = from.stream().map(Slot::floats).toArray(float[][]::new);
              long[] output = to.words();
              return new Step(
                  node,
                  tiles.count(),
                  (tile, scratch) ->
                      pack(
                          layout,
                          parts,
                          channels,
                          affine,
                          output,
                          tiles.from(tile),
                          tiles.to(tile)));
            });
    return to;
  }

  private void pack(
      BitLayout layout,
      float[][] parts,
      int[] channels,
      Affine affine,
      long[] output,
      int from,
      int to) {
    if (parts.length == 1) {
      packer.pack(layout, parts[0], affine.scale(), affine.shift(), output, from, to);
      return;
    }
    int first = 0;
    for (int i = 0; i < parts.length; i++) {
      packer.packPart(
          first,
          channels[i],
          parts[i],
          affine.scale(),
          affine.shift(),
          layout.wordsPerPixel(),
          output,
          from,
          to);
      first += channels[i];
    }
  }
}
