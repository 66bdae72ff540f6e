package org.greensweep.network.zoo;

import java.util.List;
import org.greensweep.network.ChannelShuffle;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/**
 * MeliusNet (Bethge 2020) as BMXNet 2 defines it: each dense block is followed by an improvement
 * block, which adds a binary convolution of all channels to the 64 that the dense block made.
 *
 * <p>The addition is expressed on those 64 channels before they are concatenated, so that no layer
 * has to cut a map apart.
 */
final class MeliusNet {
  /** Of the shuffle that lets grouped transitions mix old and new channels. */
  private static final int SHUFFLE_GROUPS = 16;

  private MeliusNet() {}

  static Network meliusNet22(String name, Shape input, int classes) {
    return build(name, input, classes, List.of(4, 5, 4, 4), List.of(160, 224, 256), 1);
  }

  static Network meliusNet23(String name, Shape input, int classes) {
    return build(name, input, classes, List.of(2, 4, 6, 6), List.of(128, 192, 288), 8);
  }

  static Network meliusNet29(String name, Shape input, int classes) {
    return build(name, input, classes, List.of(4, 6, 8, 6), List.of(128, 192, 256), 1);
  }

  static Network meliusNet42(String name, Shape input, int classes) {
    return build(name, input, classes, List.of(5, 8, 14, 10), List.of(160, 256, 416), 1);
  }

  static Network meliusNet59(String name, Shape input, int classes) {
    return build(name, input, classes, List.of(6, 12, 24, 12), List.of(192, 320, 544), 1);
  }

  static Network meliusNetA(String name, Shape input, int classes) {
    return build(name, input, classes, List.of(4, 5, 5, 6), List.of(160, 256, 288), 4);
  }

  static Network meliusNetB(String name, Shape input, int classes) {
    return build(name, input, classes, List.of(4, 6, 8, 6), List.of(160, 224, 320), 2);
  }

  static Network meliusNetC(String name, Shape input, int classes) {
    return build(name, input, classes, List.of(3, 5, 10, 6), List.of(128, 192, 288), 4);
  }

  /**
   * {@code blocks} of each stage; {@code transitions} are the channels after each but the last,
   * convolved in {@code groups}.
   */
  private static Network build(
      String name,
      Shape input,
      int classes,
      List<Integer> blocks,
      List<Integer> transitions,
      int groups) {
    Network.Builder net = Network.builder(name, input);
    groupedStem(net, input.channels());
    for (int stage = 1; stage <= blocks.size(); stage++) {
      for (int block = 0; block < blocks.get(stage - 1); block++) {
        denseAndImprovementBlock(net, "stage" + stage + "." + block);
      }
      if (stage <= transitions.size()) {
        transition(net, "transition" + stage, transitions.get(stage - 1), groups);
      }
    }
    BinaryParts.denseHead(net, classes);
    return net.build();
  }

  /** Three 3 x 3 convolutions, the last two grouped, in place of one 7 x 7. */
  private static void groupedStem(Network.Builder net, int inputChannels) {
    Window same = Window.square(3).pad(1);
    stemConvolution(net, 1, Convolution.of(inputChannels, 32, same.stride(2)));
    stemConvolution(net, 2, Convolution.of(32, 32, same).withGroups(4));
    stemConvolution(net, 3, Convolution.of(32, 64, same).withGroups(8));
    net.then("stem.pool", new Layer.MaxPool(Window.square(3).stride(2).pad(1), false));
  }

  private static void stemConvolution(Network.Builder net, int number, Convolution convolution) {
    net.then("stem.conv" + number, convolution);
    BinaryParts.normalization(net, "stem.bn" + number);
    net.then("stem.relu" + number, new Layer.Activation(Function.RELU));
  }

  private static void denseAndImprovementBlock(Network.Builder net, String name) {
    int earlier = net.last();
    int grown = BinaryParts.binaryBranch(net, name + ".dense", 1);
    net.add(name + ".dense.concat", new Layer.Concat(), earlier, grown);
    int improvement = BinaryParts.binaryBranch(net, name + ".improvement", 1);
    int improved = net.add(name + ".improvement.add", new Layer.Add(), grown, improvement);
    net.add(name + ".improvement.concat", new Layer.Concat(), earlier, improved);
  }

  private static void transition(Network.Builder net, String name, int width, int groups) {
    int channels = net.shape(net.last()).channels();
    BinaryParts.normalization(net, name + ".bn");
    net.then(name + ".pool", new Layer.MaxPool(Window.square(2).stride(2), false));
    net.then(name + ".relu", new Layer.Activation(Function.RELU));
    if (groups > 1) {
      net.then(name + ".shuffle", new ChannelShuffle(SHUFFLE_GROUPS));
    }
    Convolution point = Convolution.of(channels, width, Window.square(1));
    net.then(name + ".conv", point.withGroups(groups));
  }
}
