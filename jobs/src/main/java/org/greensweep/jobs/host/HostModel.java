package org.greensweep.jobs.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.greensweep.jobs.conf.Nearest;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.PrecisionScheme;
import org.greensweep.network.Shape;
import org.greensweep.network.UserError;
import org.greensweep.network.onnx.InputDimensions;
import org.greensweep.network.onnx.OnnxModel;
import org.greensweep.network.onnx.OnnxReader;
import org.greensweep.network.parameters.Model;
import org.greensweep.network.zoo.Zoo;
import org.jspecify.annotations.Nullable;

/**
 * A model by its name: of the zoo, with seeded random parameters, or the path of an .onnx file.
 *
 * @param inputs names and extents, with every axis
 * @param outputs likewise
 * @param file the file it came from; null for the zoo
 */
public record HostModel(
    Model model, List<Port> inputs, List<Port> outputs, @Nullable OnnxFile file) {
  /** Where a model was read, and what was read there. */
  public record OnnxFile(Path path, OnnxModel content) {}

  /** An input or output. */
  public record Port(String name, List<Integer> dims) {
    public Port {
      dims = List.copyOf(dims);
    }

    /** Number of values. */
    public int elements() {
      return dims.stream().reduce(1, Math::multiplyExact);
    }
  }

  public HostModel {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * @param place what errors begin with
   * @param resolution null for what a network was published with or a file says
   * @param seed of the zoo's parameters
   */
  public static HostModel of(String place, String name, @Nullable Integer resolution, long seed) {
    if (OnnxReader.isPath(name)) {
      Path file = Path.of(name);
      if (!Files.isRegularFile(file)) {
        throw new UserError(place + ": " + name + ": no such file");
      }
      OnnxModel read = OnnxReader.read(file, new InputDimensions(resolution, Map.of()));
      return new HostModel(
          read.model(), ports(read.inputs()), ports(read.outputs()), new OnnxFile(file, read));
    }
    if (!Zoo.names().contains(Zoo.baseName(name))) {
      throw Nearest.unknown(place, "network", name, Zoo.names());
    }
    int pixels = resolution == null ? Zoo.defaultResolution(name) : resolution;
    Network network = Zoo.network(name, pixels);
    return new HostModel(
        Model.random(network, seed),
        ports(network, network.inputs()),
        ports(network, network.outputs()),
        null);
  }

  private static List<Port> ports(List<OnnxModel.Port> ports) {
    return ports.stream().map(port -> new Port(port.name(), port.dims())).toList();
  }

  private static List<Port> ports(Network network, List<Integer> nodes) {
    return nodes.stream()
        .map(node -> network.nodes().get(node))
        .map(node -> new Port(node.name(), withBatch(node.output())))
        .toList();
  }

  private static List<Integer> withBatch(Shape shape) {
    return Stream.concat(Stream.of(1), shape.extents().stream()).toList();
  }

  /**
   * The model on the runtime called {@code runtime}. ONNX Runtime runs a file as it is; only our
   * kernels change its precision.
   */
  public HostRuntime on(String runtime, PrecisionScheme precision, int threads) {
    if (file != null && runtime.equals(HostRuntime.ONNX_RUNTIME)) {
      if (!precision.base().equals("fp32") || !precision.isPlain()) {
        throw new UserError(
            "%s: ONNX Runtime runs a file as it is; leave --precision %s out or use --runtime java"
                .formatted(file.path(), precision.name()));
      }
      return OnnxRuntime.file(file.path(), file.content(), threads);
    }
    PrecisionPlan plan = precision.plan(model.network());
    return HostRuntime.of(runtime, model, plan, threads);
  }
}
