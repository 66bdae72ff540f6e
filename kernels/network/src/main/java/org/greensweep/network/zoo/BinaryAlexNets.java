package org.greensweep.network.zoo;

import org.greensweep.network.Flatten;
import org.greensweep.network.Layer;
import org.greensweep.network.Layer.Convolution;
import org.greensweep.network.Layer.Function;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.Window;

/**
 * AlexNet with binary weights and activations as Larq Zoo has it: XNOR-Net (Rastegari 2016) and
 * Binary AlexNet (Hubara 2016), whose first layer has binary weights but reads the real image.
 *
 * <p>The factor per filter that XNOR-Net takes from its weights is held by the batch norm behind.
 * An adaptive 6 x 6 pool, the identity at 224, lets other resolutions reach the classifier.
 */
final class BinaryAlexNets {
  private static final double XNOR_EPSILON = 1e-4;

  private BinaryAlexNets() {}

  static Network xnorNet(String name, Shape input, int classes) {
    Network.Builder net = Network.builder(name, input);
    Window stem = BinaryParts.same(11, 4, input);
    net.then("conv1", Convolution.of(input.channels(), 96, stem));
    BinaryParts.normalization(net, "bn1");
    net.then("relu1", new Layer.Activation(Function.RELU));
    pool(net, "pool1");
    BinaryParts.normalization(net, "pool1_bn", XNOR_EPSILON);
    binary(net, 2, 256, Window.square(5).pad(2));
    pool(net, "pool2");
    BinaryParts.normalization(net, "bn2", XNOR_EPSILON);
    Window same = Window.square(3).pad(1);
    binary(net, 3, 384, same);
    BinaryParts.normalization(net, "bn3", XNOR_EPSILON);
    binary(net, 4, 384, same);
    BinaryParts.normalization(net, "bn4", XNOR_EPSILON);
    binary(net, 5, 256, same);
    pool(net, "pool5");
    BinaryParts.normalization(net, "bn5", XNOR_EPSILON);
    net.then("adaptive_pool", new Layer.AdaptiveAveragePool(6, 6));
    binary(net, 6, 4096, Window.square(6));
    BinaryParts.normalization(net, "bn6", XNOR_EPSILON);
    binary(net, 7, 4096, Window.square(1));
    BinaryParts.normalization(net, "bn7", BinaryParts.KERAS_EPSILON);
    net.then("relu7", new Layer.Activation(Function.RELU));
    net.then("flatten", new Flatten());
    net.then("fc8", new Layer.Dense(4096, classes, false, Layer.WeightKind.REAL));
    Head.softmax(net, classes);
    return net.build();
  }

  /** Every weight is binary, the classifier's too; each layer is followed by a batch norm. */
  static Network binaryAlexNet(String name, Shape input, int classes) {
    Network.Builder net = Network.builder(name, input);
    Window stem = BinaryParts.same(11, 4, input);
    net.then("conv1", Convolution.of(input.channels(), 64, stem).binary(0));
    pool(net, "pool1");
    BinaryParts.normalization(net, "bn1", BinaryParts.KERAS_EPSILON);
    binary(net, 2, 192, Window.square(5).pad(2));
    pool(net, "pool2");
    BinaryParts.normalization(net, "bn2", BinaryParts.KERAS_EPSILON);
    Window same = Window.square(3).pad(1);
    binary(net, 3, 384, same);
    BinaryParts.normalization(net, "bn3", BinaryParts.KERAS_EPSILON);
    binary(net, 4, 384, same);
    BinaryParts.normalization(net, "bn4", BinaryParts.KERAS_EPSILON);
    binary(net, 5, 256, same);
    pool(net, "pool5");
    BinaryParts.normalization(net, "bn5", BinaryParts.KERAS_EPSILON);
    net.then("adaptive_pool", new Layer.AdaptiveAveragePool(6, 6));
    net.then("flatten", new Flatten());
    binaryDense(net, 6, 4096);
    binaryDense(net, 7, 4096);
    binaryDense(net, 8, classes);
    Head.softmax(net, classes);
    return net.build();
  }

  private static void binaryDense(Network.Builder net, int number, int width) {
    int features = net.shape(net.last()).channels();
    net.then("sign" + number, new Layer.Activation(Function.SIGN));
    net.then("fc" + number, new Layer.Dense(features, width, false, Layer.WeightKind.BINARY));
    BinaryParts.normalization(net, "bn" + number, BinaryParts.KERAS_EPSILON);
  }

  private static void pool(Network.Builder net, String name) {
    net.then(name, new Layer.MaxPool(Window.square(3).stride(2), false));
  }

  private static void binary(Network.Builder net, int number, int width, Window window) {
    int channels = net.shape(net.last()).channels();
    net.then("sign" + number, new Layer.Activation(Function.SIGN));
    net.then("conv" + number, Convolution.of(channels, width, window).binary(0));
  }
}
