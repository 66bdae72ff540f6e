package org.greensweep.network.zoo;

import java.util.List;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/**
 * EfficientNets: B0 (Tan 2019, Table 1) as in torchvision, and timm's {@code efficientnetv2_rw_m},
 * whose early stages fuse the expansion with the 3 x 3 filter (Tan 2021).
 */
final class EfficientNet {
  private static final double EPSILON = 1e-5;

  /** {@code repeats} blocks of which the first has the stride; a fused one has no gate. */
  private record Stage(
      boolean fused, int expansion, int kernel, int stride, int width, int repeats) {}

  private static final List<Stage> B0 =
      List.of(
          new Stage(false, 1, 3, 1, 16, 1),
          new Stage(false, 6, 3, 2, 24, 2),
          new Stage(false, 6, 5, 2, 40, 2),
          new Stage(false, 6, 3, 2, 80, 3),
          new Stage(false, 6, 5, 1, 112, 3),
          new Stage(false, 6, 5, 2, 192, 4),
          new Stage(false, 6, 3, 1, 320, 1));

  private static final List<Stage> V2_RW_M =
      List.of(
          new Stage(true, 1, 3, 1, 32, 3),
          new Stage(true, 4, 3, 2, 56, 5),
          new Stage(true, 4, 3, 2, 80, 5),
          new Stage(false, 4, 3, 2, 152, 8),
          new Stage(false, 6, 3, 1, 192, 15),
          new Stage(false, 6, 3, 2, 328, 24));

  private EfficientNet() {}

  static Network b0(String name, Shape input, int classes) {
    return build(name, input, classes, B0, 1280);
  }

  static Network v2RwM(String name, Shape input, int classes) {
    return build(name, input, classes, V2_RW_M, 2152);
  }

  private static Network build(
      String name, Shape input, int classes, List<Stage> stages, int features) {
    Network.Builder net = Network.builder(name, input);
    Window stem = Window.square(3).stride(2).pad(1);
    activated(net, "stem", Convolution.of(input.channels(), 32, stem));
    for (int number = 1; number <= stages.size(); number++) {
      Stage stage = stages.get(number - 1);
      for (int repeat = 0; repeat < stage.repeats(); repeat++) {
        int stride = repeat == 0 ? stage.stride() : 1;
        block(net, "stage" + number + "." + repeat, stage, stride);
      }
    }
    int channels = net.shape(net.last()).channels();
    activated(net, "head", Convolution.of(channels, features, Window.square(1)));
    Head.globalPoolAndDense(net, "classifier", classes);
    return net.build();
  }

  private static void block(Network.Builder net, String name, Stage stage, int stride) {
    int fork = net.last();
    int channels = net.shape(fork).channels();
    int hidden = channels * stage.expansion();
    Window filter = Window.square(stage.kernel()).pad(stage.kernel() / 2).stride(stride);
    if (stage.fused()) {
      activated(net, name + ".expand", Convolution.of(channels, hidden, filter));
    } else {
      if (stage.expansion() > 1) {
        Convolution expand = Convolution.of(channels, hidden, Window.square(1));
        activated(net, name + ".expand", expand);
      }
      Convolution depthwise = Convolution.of(hidden, hidden, filter).withGroups(hidden);
      activated(net, name + ".depthwise", depthwise);
      SqueezeExcitation.add(net, name + ".gate", channels / 4, Function.SILU, Function.SIGMOID);
    }
    net.then(name + ".project.conv", Convolution.of(hidden, stage.width(), Window.square(1)));
    int projected =
        net.then(name + ".project.bn", new Layer.BatchNormalization(stage.width(), EPSILON));
    if (stride == 1 && channels == stage.width()) {
      net.add(name + ".add", new Layer.Add(), fork, projected);
    }
  }

  private static void activated(Network.Builder net, String name, Convolution convolution) {
    net.then(name + ".conv", convolution);
    net.then(name + ".bn", new Layer.BatchNormalization(convolution.outputChannels(), EPSILON));
    net.then(name + ".silu", new Layer.Activation(Function.SILU));
  }
}
