package org.greensweep.network;

import java.util.List;

/** What a layer may assume of its inputs. */
final class Inputs {
  private Inputs() {}

  static void count(String layer, List<Shape> inputs, int count) {
    if (inputs.size() != count) {
      throw new UserError(layer + " takes " + count + " inputs but is given " + inputs.size());
    }
  }

  static void atLeast(String layer, List<Shape> inputs, int count) {
    if (inputs.size() < count) {
      throw new UserError(
          layer + " takes at least " + count + " inputs but is given " + inputs.size());
    }
  }

  static Shape one(String layer, List<Shape> inputs) {
    count(layer, inputs, 1);
    return inputs.get(0);
  }

  static Shape map(String layer, List<Shape> inputs) {
    Shape in = one(layer, inputs);
    if (in.rank() != 3) {
      throw new UserError(
          layer + " takes a feature map (channels x height x width) but is given " + in);
    }
    return in;
  }

  /** A map of exactly {@code channels} channels. */
  static Shape channels(String layer, List<Shape> inputs, int channels) {
    Shape in = map(layer, inputs);
    if (in.channels() != channels) {
      throw new UserError(layer + " takes " + channels + " channels but is given " + in);
    }
    return in;
  }

  /** Inputs of as many elements as {@code shapes} have, each. */
  static void elements(String layer, List<Shape> inputs, List<Shape> shapes) {
    count(layer, inputs, shapes.size());
    for (int input = 0; input < shapes.size(); input++) {
      if (inputs.get(input).elements() != shapes.get(input).elements()) {
        throw new UserError(layer + " takes " + shapes + " but is given " + inputs);
      }
    }
  }

  static void divides(String name, int divisor, String dividend, int value) {
    if (value % divisor != 0) {
      throw new UserError(
          "%s are %d; they must divide the %d %s".formatted(name, divisor, value, dividend));
    }
  }

  static Shape pooled(String layer, List<Shape> inputs, Window window, boolean ceil) {
    Shape in = map(layer, inputs);
    return Shape.of(
        in.channels(),
        window.outputHeight(in.height(), ceil),
        window.outputWidth(in.width(), ceil));
  }
}
