package org.greensweep.jobs.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.greensweep.jobs.conf.Nearest;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.greensweep.network.zoo.Zoo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a network is, layer by layer. */
@Command(
    name = "describe",
    description = "Shows a network's shapes, parameters and multiply-accumulates, layer by layer.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  jobs/greensweep describe resnet-18 --resolution 160")
public final class DescribeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NETWORK",
      description = "A name of the zoo: ${COMPLETION-CANDIDATES}.",
      completionCandidates = ZooNames.class)
  private String network = "";

  @Option(
      names = {"-r", "--resolution"},
      paramLabel = "PIXELS",
      description = "Height and width of the input. Default: what the network was published with.")
  private @Nullable Integer resolution;

  @Option(names = "--json", description = "One JSON object for programs.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The zoo's names, for the help text and shell completion. */
  static final class ZooNames implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return Zoo.names().iterator();
    }
  }

  /** What {@code --json} prints. */
  record Described(
      String network,
      int resolution,
      long parameters,
      long macs,
      long binaryMacs,
      List<DescribedLayer> layers) {}

  /** A layer of {@link Described}. */
  record DescribedLayer(
      String name, String type, List<String> input, String output, long parameters, long macs) {}

  @Override
  public Integer call() {
    if (!Zoo.names().contains(network)) {
      throw Nearest.unknown("describe", "network", network, Zoo.names());
    }
    int pixels = resolution == null ? Zoo.defaultResolution(network) : resolution;
    Described described = describe(Zoo.network(network, pixels), pixels);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? Json.of(described) : text(described));
    out.flush();
    return 0;
  }

  private static Described describe(Network network, int resolution) {
    return new Described(
        network.name(),
        resolution,
        network.parameters(),
        network.multiplyAccumulates(),
        network.binaryMultiplyAccumulates(),
        network.nodes().stream().map(node -> layer(network, node)).toList());
  }

  private static DescribedLayer layer(Network network, Node node) {
    return new DescribedLayer(
        node.name(),
        node.layer().getClass().getSimpleName(),
        network.inputShapes(node).stream().map(String::valueOf).toList(),
        node.output().toString(),
        node.layer().parameters(),
        node.multiplyAccumulates());
  }

  private static String text(Described described) {
    TextTable table = new TextTable("layer", "type", "input", "output", "parameters", "MACs");
    for (DescribedLayer layer : described.layers()) {
      table.add(
          layer.name(),
          layer.type(),
          layer.input().stream().distinct().collect(Collectors.joining(" ")),
          layer.output(),
          count(layer.parameters()),
          count(layer.macs()));
    }
    return "%s at %d x %d: %s parameters, %s multiply-accumulates (%s of them binary)%n%n%s"
        .formatted(
            described.network(),
            described.resolution(),
            described.resolution(),
            count(described.parameters()),
            count(described.macs()),
            count(described.binaryMacs()),
            table);
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
