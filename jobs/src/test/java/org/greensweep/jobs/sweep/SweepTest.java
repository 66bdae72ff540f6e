package org.greensweep.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.greensweep.catalog.carbon.FunctionalUnit;
import org.greensweep.catalog.carbon.Service;
import org.greensweep.jobs.TinyOnnx;
import org.greensweep.jobs.conf.AcceleratorFiles;
import org.greensweep.network.Calibration;
import org.greensweep.network.LayerPrecision;
import org.greensweep.network.Shape;
import org.greensweep.network.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepTest {
  private static final String SMALL = "name: small\nnetworks: [alexnet]\nresolutions: [64]\n";

  @Test
  void everyIndexIsAnotherPointAndEveryAxisIsCovered() {
    Sweep sweep =
        read(
            """
            name: grid
            networks: [alexnet, resnet-18]
            resolutions: [64, 96, 128]
            precisions: [fp32, binary]
            dataflows: [row-stationary, no-local-reuse]
            accelerators: [isca16-256, eyeriss]
            batches: [1, 4]
            input-zero-fractions: [0, 0.5]
            weight-zero-fractions: [0, 0.25, 0.5]
            """);

    Set<Configuration> points = new HashSet<>();
    for (long index = 0; index < sweep.size(); index++) {
      points.add(sweep.configuration(index));
    }

    assertThat(sweep.size()).isEqualTo(2 * 3 * 2 * 2 * 2 * 2 * 2 * 3);
    assertThat(points).hasSize((int) sweep.size());
    assertThat(sweep.configuration(0))
        .isEqualTo(
            new Configuration(
                "alexnet", "fp32", "row-stationary", 64, "isca16-256", 1, 0, 0, "java"));
    assertThatThrownBy(() -> sweep.configuration(sweep.size()))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> sweep.configuration(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void whatAFileLeavesOutHasADefault() {
    Sweep sweep = read(SMALL);

    assertThat(sweep.precisions()).containsOnlyKeys("fp32");
    assertThat(sweep.dataflows()).hasSize(5);
    assertThat(sweep.accelerators()).containsOnlyKeys("isca16-256");
    assertThat(sweep.regions()).containsExactly("WORLD");
    assertThat(sweep.seed()).isEqualTo(42);
    assertThat(sweep.functionalUnits()).containsExactly(FunctionalUnit.sweep(1_000_000));
    assertThat(sweep.service()).isEqualTo(Service.acceleratorAlone());
    assertThat(sweep.hostRegion()).isEqualTo("WORLD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          networks: [alexnet]                                                 | 'name' is missing
          name: a b\\nnetworks: [alexnet]\\nresolutions: [64]                 | 'a b'
          name: a\\nresolutions: [64]                                         | axis 'networks' is missing
          name: a\\nnetworks: [alexnet]                                       | axis 'resolutions' is missing
          name: a\\nnetworks: []\\nresolutions: [64]                          | axis 'networks' is empty
          name: a\\nnetworks: [alexnet, alexnet]\\nresolutions: [64]          | lists alexnet twice
          name: a\\nnetworks: [resnet18]\\nresolutions: [64]                  | unknown network 'resnet18'; the nearest of
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\nprecisions: [fp31]       | unknown precision 'fp31'; the nearest of 10
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\ndataflows: [weight-static] | weight-stationary
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\naccelerators: [isca16]    | unknown accelerator 'isca16'
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\nregions: [Danmark]        | unknown region 'Danmark'
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\nruntimes: [tensorflow]    | valid is onnxruntime, java
          name: a\\nnetworks: [alexnet]\\nresolutions: [4]                    | alexnet
          name: a\\nnetworks: [alexnet]\\nresolutions: [0]                    | resolution 0 is out of range; use 1 to 4096
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\nbatches: [0]    | batch 0 is out of range
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\ninput-zero-fractions: [1] | zero fraction 1.0 is out of range
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\nweight-zero-fractions: [-1] | weight zero fraction -1.0 is out of range
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\npue: 0.9        | PUE is 0.9
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\npue: .nan       | 'pue': Malformed numeric value '.nan'
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\ninferences: 0   | inferences is 0
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\nfunctional-units: [day] | Functional unit 'day' is unknown; use inference
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\nfunctional-units: [] | axis 'functional-units' is empty
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\nhost-watts: -1 | host-watts is -1.0; use 0 to 100000.0 watts
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\nidle-watts: 1e9 | idle-watts is 1.0E9
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\nembodied: {share: 1} | embodied has no device
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\nembodied: {device: moon} | No embodied carbon of device 'moon'
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\nembodied: {device: a100, share: 1.5} | above 0 and at most 1
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\nembodied: {device: a100, lifetime-years: 0} | lifetime-years is 0.0
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\nhost-region: Danmark | unknown region 'Danmark'
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\nthreads: 0      | threads is 0
          name: a\\nnetworks: [alexnet]\\nresolutions: [64]\\nmeasurement-seconds: 0 | measurement-seconds is 0.0
          """)
  void aMistakeIsNamedWithItsCure(String text, String mistake) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("sweep.yaml")
        .hasMessageContaining(mistake);
  }

  @Test
  void aPrecisionMayBeAPlanOfItsOwn() {
    Sweep sweep =
        read(
            """
            name: mixed
            networks: [resnet-18]
            resolutions: [64]
            precisions:
              - w2a8
              - {name: mine, default: int8, layers: {"layer4*": binary, fc: fp32}, calibration: kl}
            """);

    assertThat(sweep.precisions()).containsOnlyKeys("w2a8", "mine");
    Prepared mine = new Preparation(sweep).prepare(sweep.size() - 1);
    assertThat(mine.plan().name()).isEqualTo("mine");
    assertThat(mine.plan().calibration()).isEqualTo(Calibration.KL);
    assertThat(mine.plan().layers()).contains(LayerPrecision.BINARY, LayerPrecision.INT8);
    assertThat(mine.precisionKey()).hasSize(64);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {name: a, default: int8, layers: {layer5*: binary}} | unknown layer of resnet-18 'layer5'; the nearest of 21
          {name: a, default: int8, layers: {fc: w3a3}}         | Precision a: Unknown precision w3a3; valid are fp32
          {name: a, default: int7}                             | unknown precision 'int7'; the nearest of 10
          {name: a, default: int8, calibration: best}          | Unknown calibration best; valid are min-max
          {name: a}                                            | a precision that is a map needs 'default'
          {name: a, default: int8, layer: {fc: fp32}}          | a precision has no key 'layer'; valid are name
          {name: a, default: int8, layers: [fc]}               | a precision's layers are a map
          7                                                    | a precision is a name such as int8
          """)
  void aMistakeInAPlanIsNamedWithItsCure(String plan, String mistake) {
    String text = "name: a\nnetworks: [resnet-18]\nresolutions: [64]\nprecisions: [%s]\n";
    assertThatThrownBy(() -> read(text.formatted(plan)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("sweep.yaml")
        .hasMessageContaining(mistake);
  }

  @Test
  void aResolutionTooSmallNamesLayerAndMinimum() {
    assertThatThrownBy(() -> read("name: a\nnetworks: [alexnet]\nresolutions: [8]\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("layer")
        .hasMessageContaining("smallest resolution is");
  }

  @Test
  void anAcceleratorWhoseRegisterFileHoldsNoWordOfEachOperandIsRefused() {
    String yaml = AcceleratorFiles.text("sweep.yaml", "eyeriss", home());
    String tooSmall =
        yaml.replaceAll(
            "(?m)^( *)capacity-bytes: \\d+(?=\\n(.*\\n)*?.*\\z)", "$1capacity-bytes: 1");

    assertThatThrownBy(
            () ->
                new SweepFiles(
                        "sweep.yaml", SMALL, Map.of("mine.yaml", tooSmall), Map.of(), Map.of())
                    .sweep())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("mine.yaml");
  }

  @Test
  void networksOfFilesAreFoundBesideTheSweepFileAndNamedWhereTheyAreNot(@TempDir Path folder)
      throws IOException {
    TinyOnnx.write(folder.resolve("tiny.onnx"), "Relu");
    TinyOnnx.write(folder.resolve("odd.onnx"), "Einsum");
    String place = folder.resolve("sweep.yaml").toString();
    String text = "name: a\nnetworks: [NAME]\nresolutions: [64, 32]\n";

    Sweep sweep = SweepFiles.find(place, text.replace("NAME", "./tiny.onnx"), home()).sweep();

    assertThat(sweep.network("./tiny.onnx", 32).input()).isEqualTo(Shape.of(3, 32, 32));
    assertThatThrownBy(() -> SweepFiles.find(place, text.replace("NAME", "no.onnx"), home()))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("sweep.yaml", "no.onnx", "no such file");
    assertThatThrownBy(() -> SweepFiles.find(place, text.replace("NAME", "odd.onnx"), home()))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("Einsum, once: relu");
  }

  static Sweep read(String text) {
    return SweepFiles.find("sweep.yaml", text, home()).sweep();
  }

  private static Path home() {
    return Path.of("..");
  }
}
