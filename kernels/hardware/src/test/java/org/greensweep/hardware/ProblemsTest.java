package org.greensweep.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.greensweep.network.Constant;
import org.greensweep.network.Elementwise;
import org.greensweep.network.Layer;
import org.greensweep.network.MatrixProduct;
import org.greensweep.network.Network;
import org.greensweep.network.PerPatch;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.Reshape;
import org.greensweep.network.Shape;
import org.greensweep.network.TransposedConvolution;
import org.greensweep.network.Window;
import org.greensweep.network.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {
  @Test
  void everyLayerHasARule() {
    Set<Object> layers = new HashSet<>(Arrays.asList(Layer.class.getPermittedSubclasses()));
    // Has the rule of the layer that it repeats.
    layers.remove(PerPatch.class);
    assertThat(Problems.RULES.keySet()).isEqualTo(layers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fp32", "int8", "binary"})
  void multiplyAccumulatesAreTheNetworks(String precision) {
    for (String name : Zoo.names()) {
      Network network = Zoo.network(name, Zoo.defaultResolution(name));
      long macs = 0;
      for (NodeProblem node : problems(network, precision, 3)) {
        if (node.problem() instanceof ConvolutionProblem problem) {
          macs += problem.multiplyAccumulates();
        }
      }
      assertThat(macs).as(name).isEqualTo(3 * network.multiplyAccumulates());
    }
  }

  @Test
  void patchesAreABatchAndOnlyTheyAreReadOfTheImage() {
    Network network = Zoo.network("attention-sampling:n=5", 500);
    List<NodeProblem> problems = problems(network, "fp32", 2);
    ConvolutionProblem first = (ConvolutionProblem) of(problems, network, "features.0");
    assertThat(first.batch()).isEqualTo(10);
    assertThat(first.outputRows()).isEqualTo(44);
    StreamingProblem select = (StreamingProblem) of(problems, network, "select");
    assertThat(select.inputWords()).isEqualTo(2 * (5 * 50 * 50 + 100 * 100));
    assertThat(select.outputWords()).isEqualTo(2 * 5 * 50 * 50);
    assertThat(problems).noneMatch(problem -> name(network, problem).equals("features.1"));
  }

  @Test
  void productsOfMatricesAndTransposedConvolutionsKeepTheirMultiplyAccumulates() {
    Network.Builder net = Network.builder("tensors", Shape.of(4, 6, 5));
    net.then("up", new TransposedConvolution(4, 6, 2, Window.square(2).stride(2), 0, 0, false));
    int up = net.last();
    int left = net.add("left", new Reshape(Shape.of(2, 36, 10)), up);
    int right = net.add("right", new Reshape(Shape.of(2, 10, 36)), up);
    net.add("product", new MatrixProduct(Shape.of(2, 36, 10), Shape.of(2, 10, 36)), left, right);
    Network network = net.build();

    List<NodeProblem> problems = problems(network, "fp32", 3);

    ConvolutionProblem transposed = (ConvolutionProblem) of(problems, network, "up");
    assertThat(transposed.multiplyAccumulates()).isEqualTo(3 * 4 * 3 * 4 * 6 * 5);
    assertThat(transposed.outputRows()).isEqualTo(6);
    ConvolutionProblem product = (ConvolutionProblem) of(problems, network, "product");
    assertThat(product.multiplyAccumulates()).isEqualTo(3 * 2 * 36 * 36 * 10);
    assertThat(product.groups()).isEqualTo(3 * 2);
  }

  @Test
  void whatAFileQuantizesIsStoredAndReadInBytes() {
    Network.Builder net = Network.builder("quantized", Shape.of(3, 8, 8));
    int scale = net.add("scale", new Constant(Shape.of(1), true));
    int zero = net.add("zero", new Constant(Shape.of(1), false));
    int first = net.add("first", Layer.Convolution.of(3, 4, Window.square(3)), 0);
    List<Shape> operands = List.of(Shape.of(4, 6, 6), Shape.of(1), Shape.of(1));
    int steps =
        net.add(
            "steps", new Elementwise(Elementwise.Operation.QUANTIZE, operands), first, scale, zero);
    int codes = net.add("codes", new Layer.Activation(Layer.Function.CLIP, -128, 127), steps);
    int real =
        net.add(
            "real",
            new Elementwise(Elementwise.Operation.DEQUANTIZE, operands),
            codes,
            scale,
            zero);
    net.add("second", Layer.Convolution.of(4, 4, Window.square(3)), real);
    Network network = net.build();

    List<NodeProblem> problems = problems(network, "as-stored", 1);

    assertThat(problems).hasSize(2);
    ConvolutionProblem writes = (ConvolutionProblem) of(problems, network, "first");
    assertThat(writes.inputs()).isEqualTo(Arithmetic.FP32);
    assertThat(writes.outputBits()).isEqualTo(8);
    ConvolutionProblem reads = (ConvolutionProblem) of(problems, network, "second");
    assertThat(reads.inputs()).isEqualTo(Arithmetic.of("int8"));
  }

  private static Problem of(List<NodeProblem> problems, Network network, String name) {
    return problems.stream()
        .filter(problem -> name(network, problem).equals(name))
        .findFirst()
        .orElseThrow()
        .problem();
  }

  @Test
  void normalisationAndActivationBehindAConvolutionAreFree() {
    Network network = Zoo.network("resnet-18", 224);
    List<NodeProblem> problems = problems(network, "int8", 1);
    assertThat(problems.stream().filter(node -> node.problem() instanceof ConvolutionProblem))
        .hasSize(21);
    // A max pool, eight sums with their activations, a global pool, a softmax if there is one.
    assertThat(problems.stream().filter(node -> node.problem() instanceof StreamingProblem))
        .hasSizeBetween(10, 11);
    assertThat(problems)
        .noneMatch(
            node -> network.nodes().get(node.node()).layer() instanceof Layer.BatchNormalization);
  }

  @Test
  void binaryLayersReadBitsAndWriteWideMaps() {
    Network network = Zoo.network("binarydensenet-28", 224);
    List<ConvolutionProblem> binary =
        problems(network, "binary", 1).stream()
            .map(NodeProblem::problem)
            .filter(ConvolutionProblem.class::isInstance)
            .map(ConvolutionProblem.class::cast)
            .filter(problem -> problem.inputs().equals(Arithmetic.BINARY))
            .toList();
    assertThat(binary).hasSize(23);
    assertThat(binary).allMatch(problem -> problem.outputBits() == 16);
    assertThat(problems(network, "binary", 1).stream().map(NodeProblem::problem))
        .filteredOn(StreamingProblem.class::isInstance)
        .filteredOn(problem -> ((StreamingProblem) problem).outputBits() == 1)
        .as("normalisation and sign in one pass")
        .hasSize(23);
  }

  @Test
  void everyHeadOfAnAttentionIsAMatrixProductOfItsOwn() {
    Network network = Zoo.network("vit-b-32", 96);
    List<ConvolutionProblem> products =
        problems(network, "fp32", 2).stream()
            .filter(node -> name(network, node).startsWith("encoder.0.attention."))
            .map(node -> (ConvolutionProblem) node.problem())
            .filter(problem -> problem.groups() > 1)
            .toList();
    assertThat(products).hasSize(2).allMatch(problem -> problem.groups() == 2 * 12);
    // 10 tokens of 64 channels a head: queries with keys, weights with values.
    assertThat(products.get(0).multiplyAccumulates()).isEqualTo(2L * 12 * 10 * 10 * 64);
    assertThat(products.get(0).outputChannels()).isEqualTo(10);
    assertThat(products.get(1).outputChannels()).isEqualTo(64);
  }

  /** Feature maps that serve as weights are not what was pruned, and one bit has no zero. */
  @ParameterizedTest
  @ValueSource(strings = {"vit-b-32", "binarydensenet-28"})
  void onlyWeightsAreAsSparseAsSaid(String name) {
    Network network = Zoo.network(name, 96);
    String precision = name.startsWith("vit") ? "int8" : "binary";
    Zeros zeros = new Zeros(0.25, 0.75);
    Set<Double> seen = new HashSet<>();
    for (NodeProblem node : Problems.of(network, PrecisionPlans.of(precision, network), 1, zeros)) {
      if (node.problem() instanceof ConvolutionProblem problem) {
        boolean pruned =
            network.nodes().get(node.node()).layer().weightCount() > 0
                && !problem.weights().equals(Arithmetic.BINARY);
        assertThat(problem.weightZeroFraction()).as(problem.key()).isEqualTo(pruned ? 0.75 : 0);
        seen.add(problem.weightZeroFraction());
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(0.0, 0.75);
  }

  private static String name(Network network, NodeProblem node) {
    return network.nodes().get(node.node()).name();
  }

  private static List<NodeProblem> problems(Network network, String precision, int batch) {
    return Problems.of(network, PrecisionPlans.of(precision, network), batch, Zeros.NONE);
  }
}
