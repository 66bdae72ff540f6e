package org.greensweep.network.zoo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.network.Network;
import org.greensweep.network.Shape;
import org.greensweep.network.UserError;

/**
 * The networks known by name, at any square input resolution their architecture allows.
 *
 * <p>Every network ends in a softmax (in its logit if it has one class only) and has, unless asked
 * otherwise, the input channels and classes that it was published with, mostly 3 and 1000. Where a
 * network has parameters, a name may set them: {@code attention-sampling:n=5,scale=0.12}. An
 * unknown name or parameter, or a resolution that a layer does not fit, is a {@link UserError}.
 */
public final class Zoo {
  /** Beyond these a count of operations could exceed a long; no published network comes near. */
  static final int MAXIMUM_RESOLUTION = 16_384;

  static final int MAXIMUM_CHANNELS = 4_096;
  static final int MAXIMUM_CLASSES = 1_000_000;

  private static final int RGB = 3;
  private static final int IMAGENET_CLASSES = 1000;
  private static final Map<String, Entry> ENTRIES = entries();

  /** A network as published: its input, and the default of each parameter of its name. */
  private record Entry(
      int defaultResolution,
      int channels,
      int classes,
      Map<String, Double> defaults,
      ParameterizedArchitecture architecture) {
    Entry(int defaultResolution, Architecture architecture) {
      this(
          defaultResolution,
          RGB,
          IMAGENET_CLASSES,
          Map.of(),
          (name, input, classes, parameters) -> architecture.build(name, input, classes));
    }
  }

  private Zoo() {}

  private static Map<String, Entry> entries() {
    Map<String, Entry> entries = new LinkedHashMap<>();
    entries.put("alexnet-227", new Entry(227, AlexNet::grouped));
    at224(entries, "alexnet", AlexNet::oneWeirdTrick);
    at224(entries, "vgg-16", Vgg::vgg16);
    at224(entries, "googlenet", GoogLeNet::build);
    at224(entries, "resnet-18", ResNet::resnet18);
    at224(entries, "resnet-34", ResNet::resnet34);
    at224(entries, "resnet-50", ResNet::resnet50);
    at224(entries, "resnet-101", ResNet::resnet101);
    at224(entries, "resnet-152", ResNet::resnet152);
    at224(entries, "resnet-50-v1", ResNet::resnet50v1);
    at224(entries, "resnet-101-v1", ResNet::resnet101v1);
    at224(entries, "resnet-152-v1", ResNet::resnet152v1);
    entries.put(
        "mobilenet-v1",
        new Entry(224, RGB, IMAGENET_CLASSES, MobileNetV1.DEFAULTS, MobileNetV1::build));
    at224(entries, "mobilenet-v2", MobileNetV2::build);
    at224(entries, "mobilenet-v3-large", MobileNetV3::large);
    at224(entries, "mobilenet-v3-small", MobileNetV3::small);
    at224(entries, "efficientnet-b0", EfficientNet::b0);
    entries.put("efficientnet-v2-rw-m", new Entry(320, EfficientNet::v2RwM));
    at224(entries, "squeezenet-1.0", SqueezeNet::version10);
    at224(entries, "squeezenet-1.1", SqueezeNet::version11);
    at224(entries, "densenet-121", DenseNet::densenet121);
    at224(entries, "vit-b-16", VisionTransformer::base16);
    at224(entries, "vit-b-32", VisionTransformer::base32);
    entries.put("vit-b-32-plus", new Entry(256, VisionTransformer::base32Plus));
    at224(entries, "swin-b", SwinTransformer::base);
    entries.put("swin-v2-b", new Entry(256, SwinTransformer::baseV2));
    at224(entries, "binarydensenet-28", BinaryDenseNet::binaryDenseNet28);
    at224(entries, "binarydensenet-37", BinaryDenseNet::binaryDenseNet37);
    at224(entries, "binarydensenet-37-dilated", BinaryDenseNet::binaryDenseNet37Dilated);
    at224(entries, "binarydensenet-45", BinaryDenseNet::binaryDenseNet45);
    at224(entries, "resnete-18", BinaryResNet::resNetE18);
    at224(entries, "resnete-34", BinaryResNet::resNetE34);
    at224(entries, "birealnet-18", BinaryResNet::biRealNet18);
    at224(entries, "meliusnet-22", MeliusNet::meliusNet22);
    at224(entries, "meliusnet-23", MeliusNet::meliusNet23);
    at224(entries, "meliusnet-29", MeliusNet::meliusNet29);
    at224(entries, "meliusnet-42", MeliusNet::meliusNet42);
    at224(entries, "meliusnet-59", MeliusNet::meliusNet59);
    at224(entries, "meliusnet-a", MeliusNet::meliusNetA);
    at224(entries, "meliusnet-b", MeliusNet::meliusNetB);
    at224(entries, "meliusnet-c", MeliusNet::meliusNetC);
    at224(entries, "xnor-alexnet", BinaryAlexNets::xnorNet);
    at224(entries, "binary-alexnet", BinaryAlexNets::binaryAlexNet);
    at224(entries, "quicknet-small", QuickNet::small);
    at224(entries, "quicknet", QuickNet::normal);
    at224(entries, "quicknet-large", QuickNet::large);
    entries.put("mlp", new Entry(256, Mlp::build));
    megapixel(entries, "attention-sampling", AttentionSampling.DEFAULTS, AttentionSampling::build);
    megapixel(entries, "attention-sampling-full", Map.of(), AttentionSampling::full);
    megapixel(
        entries,
        "attention-sampling-downscaled",
        AttentionSampling.SCALE_DEFAULT,
        AttentionSampling::downscaled);
    return entries;
  }

  private static void at224(Map<String, Entry> entries, String name, Architecture architecture) {
    entries.put(name, new Entry(224, architecture));
  }

  /** Grey images of digits. */
  private static void megapixel(
      Map<String, Entry> entries,
      String name,
      Map<String, Double> defaults,
      ParameterizedArchitecture architecture) {
    entries.put(name, new Entry(500, 1, 10, defaults, architecture));
  }

  /** All names, in the order of the README's table. */
  public static List<String> names() {
    return List.copyOf(ENTRIES.keySet());
  }

  /** Height and width in pixels at which the network's figures are published. */
  public static int defaultResolution(String name) {
    return entry(name).defaultResolution();
  }

  /**
   * The smallest height and width in pixels at which every layer fits, found by trying them from 1
   * upwards.
   */
  public static int minimumResolution(String name) {
    Entry entry = entry(name);
    for (int resolution = 1; resolution < entry.defaultResolution(); resolution++) {
      try {
        build(name, entry, resolution, entry.channels(), entry.classes());
        return resolution;
      } catch (UserError tooSmall) {
        continue;
      }
    }
    return entry.defaultResolution();
  }

  /** The network over {@code resolution x resolution} with its own channels and classes. */
  public static Network network(String name, int resolution) {
    Entry entry = entry(name);
    return network(name, resolution, entry.channels(), entry.classes());
  }

  /** The network over {@code inputChannels x resolution x resolution}. */
  public static Network network(String name, int resolution, int inputChannels, int classes) {
    Entry entry = entry(name);
    within(name, "resolution", resolution, MAXIMUM_RESOLUTION);
    within(name, "input channels", inputChannels, MAXIMUM_CHANNELS);
    within(name, "classes", classes, MAXIMUM_CLASSES);
    try {
      return build(name, entry, resolution, inputChannels, classes);
    } catch (UserError e) {
      int minimum = minimumResolution(name);
      if (resolution >= minimum || minimum == entry.defaultResolution()) {
        throw e;
      }
      throw new UserError(
          "Resolution %d is too small for %s, the smallest resolution is %d. %s"
              .formatted(resolution, name, minimum, e.getMessage()),
          e);
    }
  }

  private static Network build(
      String name, Entry entry, int resolution, int inputChannels, int classes) {
    return entry
        .architecture()
        .build(
            name,
            Shape.of(inputChannels, resolution, resolution),
            classes,
            NameParameters.of(name, entry.defaults()));
  }

  private static void within(String network, String what, int value, int maximum) {
    if (value < 1 || value > maximum) {
      throw new UserError(
          "Network %s: %s is %d; it must be from 1 to %d".formatted(network, what, value, maximum));
    }
  }

  /** {@code name} without its parameters: what {@link #names} lists. */
  public static String baseName(String name) {
    return NameParameters.base(name);
  }

  private static Entry entry(String name) {
    Entry entry = ENTRIES.get(baseName(name));
    if (entry == null) {
      throw new UserError(
          "Unknown network " + name + "; the zoo has " + String.join(", ", ENTRIES.keySet()));
    }
    return entry;
  }
}
