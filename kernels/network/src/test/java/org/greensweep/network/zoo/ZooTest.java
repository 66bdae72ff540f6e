package org.greensweep.network.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.greensweep.network.AttentionWeights;
import org.greensweep.network.AttentionWindow;
import org.greensweep.network.Network;
import org.greensweep.network.NetworkProfile;
import org.greensweep.network.Node;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.Shape;
import org.greensweep.network.Softmax;
import org.greensweep.network.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ZooTest {
  /** Published figures, each compared at the digits that are printed. */
  @ParameterizedTest(name = "{0} at {1} with {2} channels and {3} classes: {4} = {5}")
  @CsvFileSource(resources = "/zoo-golden.csv", numLinesToSkip = 1)
  void figuresEqualThePublishedOnes(
      String name,
      int resolution,
      int channels,
      int classes,
      String figure,
      BigDecimal published,
      String provenance) {
    assertThat(provenance).isNotBlank();
    Network network = Zoo.network(name, resolution, channels, classes);
    assertThat(ZooFigures.compute(network, figure, published)).isEqualTo(published);
  }

  @Test
  void anUnknownNameListsTheValidOnes() {
    assertThatThrownBy(() -> Zoo.network("resnet-19", 224))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("resnet-19")
        .hasMessageContaining("resnet-18, resnet-34");
    assertThatThrownBy(() -> Zoo.minimumResolution("")).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> Zoo.defaultResolution("")).isInstanceOf(UserError.class);
  }

  @Test
  void aResolutionTooSmallNamesLayerAndMinimum() {
    assertThat(Zoo.minimumResolution("alexnet")).isEqualTo(63);
    assertThatThrownBy(() -> Zoo.network("alexnet", 62))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Resolution 62 is too small for alexnet")
        .hasMessageContaining("the smallest resolution is 63")
        .hasMessageContaining("layer features.12: kernel height 3 exceeds");
    assertThatThrownBy(() -> Zoo.network("resnet-18", 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("resolution is 0; it must be from 1 to 16384");
    assertThatThrownBy(() -> Zoo.network("resnet-18", 1_000_000_000))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("resolution is 1000000000; it must be from 1 to 16384");
    assertThatThrownBy(() -> Zoo.network("resnet-18", 224, 0, 10))
        .hasMessageContaining("input channels is 0");
    assertThatThrownBy(() -> Zoo.network("resnet-18", 224, 3, -1))
        .hasMessageContaining("classes is -1");
  }

  @ParameterizedTest
  @MethodSource("org.greensweep.network.zoo.Zoo#names")
  void figuresOfTheLargestInputStillFitALong(String name) {
    // A perceptron's first layer would have more features than an index can count; it says so.
    int resolution = name.equals("mlp") ? 512 : Zoo.MAXIMUM_RESOLUTION;
    Network network = Zoo.network(name, resolution, Zoo.MAXIMUM_CHANNELS, Zoo.MAXIMUM_CLASSES);
    NetworkProfile profile = NetworkProfile.of(network, PrecisionPlans.of("fp32", network));
    assertThat(profile.multiplyAccumulates()).isPositive();
    assertThat(profile.trafficBytes()).isPositive();
    assertThat(profile.arithmeticIntensity()).isPositive();
  }

  @Test
  void anImageThatIsNoMultipleOfThePatchNamesThePatch() {
    assertThatThrownBy(() -> Zoo.network("vit-b-32", 240))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("vit-b-32, layer patches")
        .hasMessageContaining("a multiple of 32 pixels but is given 3x240x240");
  }

  @Test
  void windowsPadOddMapsAndStandStillOverMapsTheyCover() {
    Network network = Zoo.network("swin-b", 300);
    assertThat(output(network, "stage1.1.attention.pad")).isEqualTo(Shape.of(128, 77, 77));
    assertThat(output(network, "stage1.1.attention.crop")).isEqualTo(Shape.of(128, 75, 75));
    assertThat(output(network, "merge1.pad")).isEqualTo(Shape.of(128, 76, 76));
    assertThat(attention(Zoo.network("swin-b", 224), "stage1.1").shift()).isEqualTo(3);
    assertThat(attention(Zoo.network("swin-b", 224), "stage4.1").shift()).isZero();
    assertThat(attention(Zoo.network("swin-v2-b", 256), "stage4.1").shift()).isZero();
    assertThat(attention(Zoo.network("swin-v2-b", 128), "stage4.1"))
        .isEqualTo(new AttentionWindow(4, 4, 0));
  }

  @Test
  void aNameSetsTheParametersOfItsNetwork() {
    Network network = Zoo.network("attention-sampling:n=5,patch=40,scale=0.12", 1500);
    assertThat(output(network, "downscale")).isEqualTo(Shape.of(1, 180, 180));
    assertThat(output(network, "select")).isEqualTo(Shape.of(5, 1, 40, 40));
    assertThat(network.name()).isEqualTo("attention-sampling:n=5,patch=40,scale=0.12");
    assertThat(Zoo.baseName(network.name())).isEqualTo("attention-sampling");
    assertThat(Zoo.network("attention-sampling", 500).multiplyAccumulates())
        .isEqualTo(
            Zoo.network("attention-sampling:n=10,patch=50,scale=0.2", 500).multiplyAccumulates());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "attention-sampling:m=5; 'm=5' sets no parameter of attention-sampling; it has {n=10.0,",
        "attention-sampling:n; 'n' sets no parameter",
        "attention-sampling:; '' sets no parameter",
        "attention-sampling:n=five; n is 'five'; it must be a number",
        "attention-sampling:n=2.5; n is 2.5; it must be a whole number from 1 to 4096",
        "attention-sampling:n=0; it must be a whole number from 1",
        "attention-sampling:scale=1.5; it must be above 0 and at most 1",
        "attention-sampling:scale=NaN; it must be above 0 and at most 1",
        "mobilenet-v1:width=0; width is 0.0; it must be above 0 and at most 1",
        "attention-sampling:scale=0.001; scale 0.001 leaves no pixel of 1x500x500",
        "attention-sampling:n=200,scale=0.02; 200 patches of a 10 x 10 grid: at most one a place",
        "attention-sampling:patch=501; a patch of 501 x 501 pixels exceeds the image 1x500x500",
        "attention-sampling:patch=8; kernel height 3 exceeds",
        "resnet-18:n=5; 'n=5' sets no parameter of resnet-18; it has none"
      })
  void aParameterThatDoesNotFitSaysWhatWould(String name, String message) {
    assertThatThrownBy(() -> Zoo.network(name, 500))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  private static AttentionWindow attention(Network network, String block) {
    return ((AttentionWeights) node(network, block + ".attention.weights").layer()).window();
  }

  private static Shape output(Network network, String name) {
    return node(network, name).output();
  }

  private static Node node(Network network, String name) {
    return network.nodes().stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("org.greensweep.network.zoo.Zoo#names")
  void everyNetworkFitsItsMinimumAndNothingBelow(String name) {
    int minimum = Zoo.minimumResolution(name);
    assertThat(Zoo.network(name, minimum).nodes()).isNotEmpty();
    if (minimum > 1) {
      assertThatThrownBy(() -> Zoo.network(name, minimum - 1))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("the smallest resolution is " + minimum);
    }
  }

  @ParameterizedTest
  @MethodSource("org.greensweep.network.zoo.Zoo#names")
  void parametersDoNotDependOnTheResolutionAndMacsNeverFall(String name) {
    Network published = Zoo.network(name, Zoo.defaultResolution(name));
    boolean patched = name.startsWith("vit");
    int[] anySize = {96, 97, 150, 201, 226, 333, 512, 1021, 1500};
    int[] patches = {96, 128, 160, 192, 224, 256, 288, 320, 384, 512};
    long fewer = 0;
    for (int resolution : patched ? patches : anySize) {
      Network network = Zoo.network(name, resolution);
      // A perceptron's first layer and a transformer's position embeddings grow with the image.
      if (!patched && !name.equals("mlp")) {
        assertThat(network.parameters()).as("at %d", resolution).isEqualTo(published.parameters());
      }
      assertThat(network.multiplyAccumulates())
          .as("at %d", resolution)
          .isGreaterThanOrEqualTo(fewer);
      fewer = network.multiplyAccumulates();
    }
  }

  @ParameterizedTest
  @MethodSource("org.greensweep.network.zoo.Zoo#names")
  void channelsAndClassesAreParameters(String name) {
    Network network = Zoo.network(name, Zoo.defaultResolution(name), 1, 10);
    assertThat(network.input().channels()).isEqualTo(1);
    assertThat(network.output().output().extents()).containsExactly(10);
    assertThat(network.parameters())
        .isLessThan(Zoo.network(name, Zoo.defaultResolution(name), 3, 1000).parameters());
  }

  @ParameterizedTest
  @MethodSource("org.greensweep.network.zoo.Zoo#names")
  void everyNetworkEndsInASoftmaxOrItsOnlyLogitAndEveryOtherNodeIsRead(String name) {
    Network network = Zoo.network(name, Zoo.defaultResolution(name));
    assertThat(network.output().layer()).isInstanceOf(Softmax.class);
    assertThat(Zoo.network(name, Zoo.defaultResolution(name), 1, 1).output().layer())
        .isNotInstanceOf(Softmax.class);
    for (int node = 0; node < network.nodes().size() - 1; node++) {
      assertThat(network.readers(node)).as(network.nodes().get(node).name()).isNotEmpty();
    }
  }
}
