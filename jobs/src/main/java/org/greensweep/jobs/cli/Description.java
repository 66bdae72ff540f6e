package org.greensweep.jobs.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.greensweep.network.LayerProfile;
import org.greensweep.network.Network;
import org.greensweep.network.NetworkProfile;
import org.greensweep.network.Shape;
import org.greensweep.network.zoo.PatchShare;
import org.jspecify.annotations.Nullable;

/** What {@code describe} says of a network: its own figures, then those of each layer. */
record Description(
    String network,
    @Nullable Integer resolution,
    String precision,
    long parameters,
    long macs,
    long binaryMacs,
    long elementwiseOperations,
    long weightBytes,
    long peakActivationBytes,
    double operationsPerByte,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PatchShare patchShare,
    List<DescribedLayer> layers) {

  /** A layer of a network. */
  record DescribedLayer(
      String name,
      String type,
      List<String> input,
      String output,
      long parameters,
      long macs,
      long elementwiseOperations,
      long weightBytes,
      long inputBytes,
      long outputBytes) {
    private static DescribedLayer of(LayerProfile layer) {
      return new DescribedLayer(
          layer.name(),
          layer.type(),
          layer.inputs().stream().map(String::valueOf).toList(),
          layer.output().toString(),
          layer.parameters(),
          layer.multiplyAccumulates(),
          layer.elementwiseOperations(),
          layer.weightBytes(),
          layer.inputBytes(),
          layer.outputBytes());
    }

    private String inputs(String separator) {
      return input.stream().distinct().collect(Collectors.joining(separator));
    }
  }

  static Description of(Network network, @Nullable Integer resolution, NetworkProfile profile) {

    return new Description(
        network.name(),
        resolution == null ? imageHeight(network) : resolution,
        profile.precision(),
        profile.parameters(),
        profile.multiplyAccumulates(),
        profile.binaryMultiplyAccumulates(),
        profile.elementwiseOperations(),
        profile.weightBytes(),
        profile.peakActivationBytes(),
        profile.arithmeticIntensity(),
        PatchShare.of(network).orElse(null),
        profile.layers().stream().map(DescribedLayer::of).toList());
  }

  /** Of the only input, where that is a square image. */
  private static @Nullable Integer imageHeight(Network network) {
    if (network.inputs().size() != 1 || network.input().rank() != 3) {
      return null;
    }
    Shape input = network.input();
    return input.height() == input.width() ? input.height() : null;
  }

  private String size() {
    return resolution == null ? "" : " at %d x %d".formatted(resolution, resolution);
  }

  /** For people: a summary and a table of layers. */
  String text() {
    TextTable table =
        new TextTable("layer", "type", "input", "output", "parameters", "MACs", "elementwise");
    for (DescribedLayer layer : layers) {
      table.add(
          layer.name(),
          layer.type(),
          layer.inputs(" "),
          layer.output(),
          count(layer.parameters()),
          count(layer.macs()),
          count(layer.elementwiseOperations()));
    }
    return """
        %s%s in %s: %s parameters, %s multiply-accumulates (%s of them binary)
        elementwise operations %s, weights %s bytes, peak activations %s bytes, %s operations per byte
        %s
        %s"""
        .formatted(
            network,
            size(),
            precision,
            count(parameters),
            count(macs),
            count(binaryMacs),
            count(elementwiseOperations),
            count(weightBytes),
            count(peakActivationBytes),
            Quantity.digits(operationsPerByte),
            patches(),
            table);
  }

  /** What patch selection saves, on a line of its own; nothing for other networks. */
  private String patches() {
    if (patchShare == null) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "looks at %.3f %% of the pixels, with %.2f %% of the multiply-accumulates of %s%n",
        patchShare.pixelPercent(),
        patchShare.macPercent(),
        patchShare.baseline());
  }

  /** For spreadsheets: one line a layer. */
  String csv() {
    StringBuilder text = new StringBuilder();
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setHeader(
                "layer",
                "type",
                "input",
                "output",
                "parameters",
                "macs",
                "elementwise_operations",
                "weight_bytes",
                "input_bytes",
                "output_bytes")
            .get();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      for (DescribedLayer layer : layers) {
        printer.printRecord(
            layer.name(),
            layer.type(),
            layer.inputs(" "),
            layer.output(),
            layer.parameters(),
            layer.macs(),
            layer.elementwiseOperations(),
            layer.weightBytes(),
            layer.inputBytes(),
            layer.outputBytes());
      }
    } catch (IOException e) {
      throw new IllegalStateException("a StringBuilder does not fail", e);
    }
    return text.toString().stripTrailing();
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
