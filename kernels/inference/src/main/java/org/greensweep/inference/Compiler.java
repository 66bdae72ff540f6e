package org.greensweep.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.greensweep.inference.Layout.Order;
import org.greensweep.inference.Slot.Storage;
import org.greensweep.inference.kernel.Kernels;
import org.greensweep.inference.kernel.Tiles;
import org.greensweep.network.Constant;
import org.greensweep.network.Layer;
import org.greensweep.network.LayerPrecision;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.NumberFormat;
import org.greensweep.network.PerPatch;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.Shape;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.parameters.Role;
import org.greensweep.network.quantization.ActivationRanges;
import org.jspecify.annotations.Nullable;

/**
 * Turns a network into steps. Works backwards from the output: whoever reads a value asks for it in
 * the form it needs (fp32, 16 bits, int8, packed signs), and a form that nobody asks for is never
 * made.
 */
final class Compiler {
  /** Elements that one tile of an elementwise step handles. */
  private static final int ELEMENTWISE_TILE = 1 << 16;

  /** So few elements take about as long as it takes two cores to tell each other of them. */
  private static final int SHARED_ELEMENTS = 1 << 12;

  /**
   * Of the rows of a sum over a map: a power of two, so that each half of a map is some of them.
   */
  private static final int MOST_PARTS = 16;

  /** Tiles of elements begin in whole vectors of any length. */
  private static final int ALIGNED = 64;

  private record Ordered(int node, Layout.Order order) {}

  private final Model model;
  private final Network network;
  private final PrecisionPlan plan;
  private final int threads;
  private final Kernels kernels;
  private final @Nullable ActivationRanges ranges;
  private final boolean storesAll;
  private final List<@Nullable Fusion> fusions;
  private final List<List<Integer>> readers;
  private final MemoryPlan memory;
  private final Map<Ordered, Slot> floats = new HashMap<>();
  private final CodeReaders codeReaders;
  private final MacSteps macSteps;
  private final EncodedSteps encodedSteps;
  private final MapSteps mapSteps;
  private final SignForms signForms;
  private final NarrowForms narrowForms;
  private final Orders orders;
  private final PatchPrograms patchPrograms;

  /**
   * A compiler of one network.
   *
   * @param storesAll whether someone will look at every value that layers read
   */
  Compiler(
      Model model,
      PrecisionPlan plan,
      int threads,
      Kernels kernels,
      @Nullable ActivationRanges ranges,
      boolean storesAll) {
    this.model = model;
    this.network = model.network();
    this.plan = plan;
    this.threads = threads;
    this.memory = new MemoryPlan(threads);
    this.kernels = kernels;
    this.ranges = ranges;
    this.storesAll = storesAll;
    this.fusions = Fusion.of(network);
    this.readers = Fusion.readers(network);
    this.orders = new Orders(network, fusions);
    this.codeReaders = new CodeReaders(this);
    this.macSteps = new MacSteps(this, threads);
    this.encodedSteps = new EncodedSteps(this, macSteps, threads);
    this.mapSteps = new MapSteps(this);
    this.signForms = new SignForms(this);
    this.narrowForms = new NarrowForms(this, orders);
    this.patchPrograms = new PatchPrograms(this, threads);
  }

  Program compile() {
    List<Slot> inputs = new ArrayList<>();
    for (int node : network.inputs()) {
      Slot input = new Slot(Storage.FLOATS, elements(node));
      inputs.add(input);
      floats.put(new Ordered(node, orders.of(node)), input);
    }
    List<Slot> outputs = new ArrayList<>();
    for (int node : network.outputs()) {
      Slot output = floatsOf(node, Order.ROW_MAJOR);
      memory.keep(output);
      outputs.add(output);
    }
    return new Program(memory.allocate(inputs), memory.values(), inputs, outputs);
  }

  PrecisionPlan plan() {
    return plan;
  }

  @Nullable ActivationRanges ranges() {
    return ranges;
  }

  boolean storesAll() {
    return storesAll;
  }

  Network network() {
    return network;
  }

  Model model() {
    return model;
  }

  float[] parameters(int node, Role role) {
    return model.parameters().values(node, role);
  }

  Kernels kernels() {
    return kernels;
  }

  MemoryPlan memory() {
    return memory;
  }

  Node node(int index) {
    return network.nodes().get(index);
  }

  /** The node that {@code node} reads first. */
  int inputOf(int node) {
    return node(node).inputs().get(0);
  }

  int elements(int node) {
    return Math.toIntExact(node(node).output().elements());
  }

  LayerPrecision precision(int node) {
    return plan.of(node);
  }

  CodeReaders codeReaders() {
    return codeReaders;
  }

  /** The order in which the step that makes {@code node} leaves it. */
  Order order(int node) {
    return orders.of(node);
  }

  /** The value of {@code node} in fp32, made on first demand, in the order in which it is made. */
  Slot floatsOf(int node) {
    return floatsOf(node, orders.of(node));
  }

  /** The value of {@code node} in fp32 and in {@code order}. */
  Slot floatsOf(int node, Order order) {
    Ordered key = orders.key(node, order, Ordered::new);
    Slot present = floats.get(key);
    if (present != null) {
      return present;
    }
    if (key.order() != orders.of(node)) {
      Slot reordered = reordered(node, floatsOf(node), key.order());
      floats.put(key, reordered);
      return reordered;
    }
    return make(node);
  }

  private Slot reordered(int node, Slot from, Order order) {
    Slot to = new Slot(Storage.FLOATS, from.length());
    Shape shape = node(node).output();
    memory.add(
        List.of(from),
        List.of(to),
        () -> {
          float[] input = from.floats();
          float[] output = to.floats();
          return new Step(
              node,
              1,
              (tile, scratch) -> {
                if (order == Order.ROW_MAJOR) {
                  Layout.toChannelsFirst(shape, input, output);
                } else {
                  Layout.toChannelsLast(shape, input, output);
                }
              });
        });
    return to;
  }

  /** The value of {@code node} in fp32, of what {@code format} can hold. */
  Slot floatsOf(int node, Order order, NumberFormat format) {
    return format == NumberFormat.FP32
        ? floatsOf(node, order)
        : narrowForms.rounded(node, order, format);
  }

  /**
   * The value of {@code node} in {@code order} as codes of an integer format, bytes, or as floats
   * of 16 bits, shorts.
   */
  Slot codesOf(int node, Order order, NumberFormat format) {
    if (narrowForms.isMissing(node, order, format)
        && !floats.containsKey(new Ordered(node, orders.of(node)))) {
      make(node);
    }
    return narrowForms.codes(node, order, format);
  }

  private Slot make(int node) {
    if (node(node).layer() instanceof Constant) {
      return constant(node);
    }
    Fusion fusion = Objects.requireNonNull(fusions.get(node), "node inside a fusion");
    Layer layer = node(fusion.root()).layer();
    boolean multiplies = layer instanceof Layer.Convolution || layer instanceof Layer.Dense;
    Made made =
        layer instanceof PerPatch
            ? patchPrograms.add(node)
            : multiplies ? macSteps.add(fusion) : mapped(fusion);
    if (made.floats() != null) {
      floats.put(new Ordered(node, orders.of(node)), made.floats());
    }
    NumberFormat format = codeReaders.format(node);
    if (made.codes() != null && format != null) {
      narrowForms.put(node, format, made.codes());
    }
    return made.any();
  }

  private Made mapped(Fusion fusion) {
    Made encoded = encodedSteps.add(fusion);
    return encoded != null ? encoded : mapSteps.add(fusion);
  }

  /** Constants are no step's work: their slot holds them from the start. */
  private Slot constant(int node) {
    float[] values = parameters(node, Role.VALUES);
    Slot slot = new Slot(Storage.FLOATS, values.length);
    slot.assign(values);
    floats.put(new Ordered(node, orders.of(node)), slot);
    return slot;
  }

  /** The packed signs of {@code node}; see {@link SignForms#of}. */
  Slot wordsOf(int node, int channels, int groups, Order order) {
    return signForms.of(node, channels, groups, order);
  }

  /** The fusion that stores the value of {@code node}; null where a later node takes it in. */
  @Nullable Fusion fusion(int node) {
    return fusions.get(node);
  }

  /** What stores the value of {@code node}, if only one layer reads it. */
  @Nullable Fusion unshared(int node) {
    boolean shared = readers(node).size() != 1 || network.outputs().contains(node);
    return shared ? null : fusions.get(node);
  }

  /** The nodes that read {@code node}. */
  List<Integer> readers(int node) {
    return readers.get(node);
  }

  MacSteps macSteps() {
    return macSteps;
  }

  MapSteps mapSteps() {
    return mapSteps;
  }

  /**
   * The values that a concatenation of maps joins, nested ones taken apart, so that whoever can
   * read them one by one spares the copy; any other value is its own only part.
   */
  List<Integer> parts(int node) {
    boolean joins =
        node(node).layer() instanceof Layer.Concat
            && !Orders.isTensorOperator(node(node), network)
            && orders.of(node) == Order.CHANNELS_LAST
            && !floats.containsKey(new Ordered(node, Order.CHANNELS_LAST));
    return joins
        ? node(node).inputs().stream().flatMap(input -> parts(input).stream()).toList()
        : List.of(node);
  }

  /**
   * The forms in which a step left its value; at least one.
   *
   * @param codes integer codes or floats of 16 bits
   */
  record Made(@Nullable Slot floats, @Nullable Slot codes) {
    Slot any() {
      return Objects.requireNonNull(floats != null ? floats : codes);
    }

    List<Slot> all() {
      return Stream.of(floats, codes)
          .filter(Objects::nonNull)
          .map(Objects::requireNonNull)
          .toList();
    }
  }

  /**
   * Tiles of a step over {@code count} items (elements, or pixels) of {@code values} each, that
   * does little with every one; as many for each thread.
   */
  Tiles elementwiseTiles(int count, int values) {
    long elements = (long) count * values;
    int tiles = Math.toIntExact((elements + ELEMENTWISE_TILE - 1) / ELEMENTWISE_TILE);
    if (elements > SHARED_ELEMENTS) {
      tiles = (tiles + threads - 1) / threads * threads;
    }
    int share = (count + tiles - 1) / tiles;
    return Tiles.of(count, values == 1 ? (share + ALIGNED - 1) / ALIGNED * ALIGNED : share);
  }

  /**
   * In how many equal parts {@code rows} of {@code values} each are summed, where that pays and
   * nobody looks at what they become: as many for any number of threads, so that sums are the same.
   */
  int equalParts(int rows, int values) {
    boolean pays = (long) rows * values > SHARED_ELEMENTS && !storesAll;
    return pays ? Integer.lowestOneBit(rows | MOST_PARTS) : 1;
  }
}
