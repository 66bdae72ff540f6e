package org.greensweep.network.zoo;

import java.util.List;
import java.util.stream.IntStream;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/**
 * Binary dense networks (Bethge 2019, "Back to Simplicity") as BMXNet 2 defines them: a real-valued
 * stem, dense blocks of binary 3 x 3 convolutions with 64 outputs, real-valued 1 x 1 transitions.
 *
 * <p>The head pools over the whole map, which at 224 is BMXNet's 7 x 7 (dilated: 28 x 28) average
 * pool.
 */
final class BinaryDenseNet {
  /** A dense block's layers, its dilation, and the channels (0: none) and pool that follow it. */
  private record Stage(int layers, int dilation, int transition, boolean pool) {}

  private BinaryDenseNet() {}

  static Network binaryDenseNet28(String name, Shape input, int classes) {
    return build(name, input, classes, plain(List.of(6, 6, 6, 5), List.of(160, 192, 256, 0)));
  }

  static Network binaryDenseNet37(String name, Shape input, int classes) {
    return build(name, input, classes, plain(List.of(6, 8, 12, 6), List.of(128, 192, 256, 0)));
  }

  static Network binaryDenseNet45(String name, Shape input, int classes) {
    return build(name, input, classes, plain(List.of(6, 12, 14, 8), List.of(160, 288, 288, 0)));
  }

  /** Dilation instead of the last two pools, for maps of an eighth of the input's size. */
  static Network binaryDenseNet37Dilated(String name, Shape input, int classes) {
    List<Stage> stages =
        List.of(
            new Stage(6, 1, 128, true),
            new Stage(8, 1, 192, false),
            new Stage(12, 2, 256, false),
            new Stage(6, 4, 0, false));
    return build(name, input, classes, stages);
  }

  private static List<Stage> plain(List<Integer> layers, List<Integer> transitions) {
    return IntStream.range(0, layers.size())
        .mapToObj(stage -> new Stage(layers.get(stage), 1, transitions.get(stage), true))
        .toList();
  }

  private static Network build(String name, Shape input, int classes, List<Stage> stages) {
    Network.Builder net = Network.builder(name, input);
    BinaryParts.stem(net, input.channels());
    for (int number = 1; number <= stages.size(); number++) {
      Stage stage = stages.get(number - 1);
      for (int layer = 0; layer < stage.layers(); layer++) {
        int earlier = net.last();
        String place = "stage" + number + "." + layer;
        int grown = BinaryParts.binaryBranch(net, place, stage.dilation());
        net.add(place + ".concat", new Layer.Concat(), earlier, grown);
      }
      if (stage.transition() > 0) {
        transition(net, "transition" + number, stage);
      }
    }
    BinaryParts.denseHead(net, classes);
    return net.build();
  }

  private static void transition(Network.Builder net, String name, Stage stage) {
    int channels = net.shape(net.last()).channels();
    BinaryParts.normalization(net, name + ".bn");
    if (stage.pool()) {
      net.then(name + ".pool", new Layer.MaxPool(Window.square(2).stride(2), false));
    }
    net.then(name + ".relu", new Layer.Activation(Function.RELU));
    net.then(name + ".conv", Convolution.of(channels, stage.transition(), Window.square(1)));
  }
}
