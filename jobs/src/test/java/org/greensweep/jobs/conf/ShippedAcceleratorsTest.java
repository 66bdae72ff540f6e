package org.greensweep.jobs.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.Arithmetic;
import org.greensweep.hardware.ConvolutionProblem;
import org.greensweep.hardware.Dataflow;
import org.greensweep.hardware.MappingSearch;
import org.greensweep.hardware.NoMappingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The accelerators as shipped: every file binds, and the ISCA 2016 study's finding follows from its
 * own figures.
 */
class ShippedAcceleratorsTest {
  private static final Path HOME = Path.of("..");

  private static final List<String> FIVE =
      List.of(
          "weight-stationary",
          "output-stationary",
          "input-stationary",
          "row-stationary",
          "no-local-reuse");

  static List<String> names() {
    return AcceleratorFiles.names(HOME);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFileBindsAndIsCalledAsItSays(String name) {
    assertThat(read(name).name()).isEqualTo(name);
  }

  @Test
  void theJarCarriesThemToo() {
    assertThat(AcceleratorFiles.text("sweep.yaml", "isca16-256", Path.of("nowhere")))
        .isEqualTo(AcceleratorFiles.text("sweep.yaml", "isca16-256", HOME));
  }

  /** Every accelerator runs a layer of 8 bits under one dataflow at least. */
  @ParameterizedTest
  @MethodSource("names")
  void everyAcceleratorRunsALayer(String name) throws NoMappingException {
    ConvolutionProblem layer =
        new ConvolutionProblem(
            1, 1, 16, 16, 8, 8, 3, 3, 1, 1, 1, 1, Arithmetic.INT8, Arithmetic.INT8, 8, 32, 0);
    List<Dataflow> dataflows =
        List.of(dataflow("weight-stationary-channels"), dataflow("output-stationary-a"));
    assertThat(MappingSearch.best(layer, read(name), dataflows).macs()).isEqualTo(147_456);
  }

  /** Every dataflow finds a mapping on the study's accelerator, within its constraints. */
  @ParameterizedTest
  @MethodSource("dataflows")
  void everyDataflowRunsALayer(String name) throws NoMappingException {
    ConvolutionProblem layer = layer(1, 1, 16, 16, 8, 3, 1);
    assertThat(MappingSearch.best(layer, read("isca16-256"), dataflow(name)).macs())
        .isEqualTo(147_456);
  }

  /** Chen 2016, VII: row stationary needs the least energy on AlexNet's convolutions. */
  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void rowStationaryCostsLeastOnAlexNetsConvolutions(int batch) throws NoMappingException {
    Accelerator accelerator = read("isca16-256");
    Map<String, Double> picojoules = new LinkedHashMap<>();
    for (String name : FIVE) {
      Dataflow dataflow = dataflow(name);
      double total = 0;
      for (ConvolutionProblem layer : alexNetConvolutions(batch)) {
        total += MappingSearch.best(layer, accelerator, dataflow).energy().totalPicojoules();
      }
      picojoules.put(name, total);
    }

    assertThat(picojoules).as("pJ per batch of %d", batch).hasSize(5);
    List<String> others = new ArrayList<>(FIVE);
    others.remove("row-stationary");
    assertThat(others)
        .as("%s", picojoules)
        .allSatisfy(
            other ->
                assertThat(picojoules.get("row-stationary")).isLessThan(picojoules.get(other)));
  }

  /** Chen 2016, Table II; two groups in layers 2, 4 and 5. */
  private static List<ConvolutionProblem> alexNetConvolutions(int batch) {
    return List.of(
        layer(1, batch, 96, 3, 55, 11, 4),
        layer(2, batch, 128, 48, 27, 5, 1),
        layer(1, batch, 384, 256, 13, 3, 1),
        layer(2, batch, 192, 192, 13, 3, 1),
        layer(2, batch, 128, 192, 13, 3, 1));
  }

  private static ConvolutionProblem layer(
      int groups, int batch, int outputs, int inputs, int rows, int filter, int stride) {
    return new ConvolutionProblem(
        groups,
        batch,
        outputs,
        inputs,
        rows,
        rows,
        filter,
        filter,
        stride,
        stride,
        1,
        1,
        Arithmetic.INT16,
        Arithmetic.INT16,
        16,
        16,
        0);
  }

  static List<String> dataflows() {
    return DataflowFiles.names(HOME);
  }

  @ParameterizedTest
  @MethodSource("dataflows")
  void everyDataflowBindsAndIsCalledAsItSays(String name) {
    assertThat(dataflow(name).name()).isEqualTo(name);
    assertThat(DataflowFiles.text("sweep.yaml", name, Path.of("nowhere")))
        .isEqualTo(DataflowFiles.text("sweep.yaml", name, HOME));
  }

  private static Dataflow dataflow(String name) {
    return YamlFile.parse(name, DataflowFiles.text("test", name, HOME), Dataflow.class);
  }

  private static Accelerator read(String name) {
    return YamlFile.parse(name, AcceleratorFiles.text("test", name, HOME), Accelerator.class);
  }
}
