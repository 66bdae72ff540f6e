package org.greensweep.network.zoo;

import java.util.ArrayList;
import java.util.List;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/** DenseNet-BC (Huang 2016, Table 1; growth 32, bottleneck 4) with torchvision's layer names. */
final class DenseNet {
  private static final double EPSILON = 1e-5;
  private static final int GROWTH = 32;
  private static final int BOTTLENECK = 4;

  private DenseNet() {}

  static Network densenet121(String name, Shape input, int classes) {
    return build(name, input, classes, List.of(6, 12, 24, 16));
  }

  private static Network build(String name, Shape input, int classes, List<Integer> blocks) {
    Network.Builder net = Network.builder(name, input);
    Window stem = Window.square(7).stride(2).pad(3);
    net.then("features.conv0", Convolution.of(input.channels(), 64, stem));
    activated(net, "features.norm0", "features.relu0");
    net.then("features.pool0", new Layer.MaxPool(Window.square(3).stride(2).pad(1), false));
    for (int block = 1; block <= blocks.size(); block++) {
      denseBlock(net, "features.denseblock" + block, blocks.get(block - 1));
      if (block < blocks.size()) {
        transition(net, "features.transition" + block);
      }
    }
    activated(net, "features.norm5", "features.relu5");
    Head.globalPoolAndDense(net, "classifier", classes);
    return net.build();
  }

  /** Every layer reads the concatenation of the block's input and all earlier layers' outputs. */
  private static void denseBlock(Network.Builder net, String name, int layers) {
    List<Integer> features = new ArrayList<>(List.of(net.last()));
    for (int layer = 1; layer <= layers; layer++) {
      String place = name + ".denselayer" + layer;
      activated(net, place + ".norm1", place + ".relu1");
      int channels = net.shape(net.last()).channels();
      int inner = BOTTLENECK * GROWTH;
      net.then(place + ".conv1", Convolution.of(channels, inner, Window.square(1)));
      activated(net, place + ".norm2", place + ".relu2");
      Window same = Window.square(3).pad(1);
      features.add(net.then(place + ".conv2", Convolution.of(inner, GROWTH, same)));
      int[] inputs = features.stream().mapToInt(Integer::intValue).toArray();
      net.add(place + ".concat", new Layer.Concat(), inputs);
    }
  }

  private static void transition(Network.Builder net, String name) {
    activated(net, name + ".norm", name + ".relu");
    int channels = net.shape(net.last()).channels();
    net.then(name + ".conv", Convolution.of(channels, channels / 2, Window.square(1)));
    net.then(name + ".pool", new Layer.AveragePool(Window.square(2).stride(2), false, true));
  }

  private static void activated(Network.Builder net, String norm, String relu) {
    int channels = net.shape(net.last()).channels();
    net.then(norm, new Layer.BatchNormalization(channels, EPSILON));
    net.then(relu, new Layer.Activation(Function.RELU));
  }
}
