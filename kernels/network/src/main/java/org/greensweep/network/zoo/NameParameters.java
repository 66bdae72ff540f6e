package org.greensweep.network.zoo;

import java.util.Map;
import java.util.TreeMap;
import org.greensweep.network.UserError;

/** The parameters in a name such as {@code attention-sampling:n=5,scale=0.12}. */
final class NameParameters {
  private NameParameters() {}

  static String base(String name) {
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  /** {@code defaults} with what {@code name} sets. */
  static Map<String, Double> of(String name, Map<String, Double> defaults) {
    Map<String, Double> values = new TreeMap<>(defaults);
    int colon = name.indexOf(':');
    if (colon < 0) {
      return values;
    }
    for (String setting : name.substring(colon + 1).split(",", -1)) {
      String[] sides = setting.split("=", -1);
      if (sides.length != 2 || !defaults.containsKey(sides[0])) {
        throw new UserError(
            "Network %s: '%s' sets no parameter of %s; it has %s"
                .formatted(name, setting, base(name), describe(defaults)));
      }
      values.put(sides[0], number(name, sides[0], sides[1]));
    }
    return values;
  }

  private static String describe(Map<String, Double> defaults) {
    return defaults.isEmpty() ? "none" : new TreeMap<>(defaults).toString();
  }

  private static double number(String name, String parameter, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new UserError(
          "Network %s: %s is '%s'; it must be a number".formatted(name, parameter, text), e);
    }
  }

  /** The whole number {@code parameter}, from 1 to {@code maximum}. */
  static int count(String name, Map<String, Double> parameters, String parameter, int maximum) {
    double value = parameters.getOrDefault(parameter, Double.NaN);
    if (!(value >= 1 && value <= maximum && value == Math.rint(value))) {
      throw new UserError(
          "Network %s: %s is %s; it must be a whole number from 1 to %d"
              .formatted(name, parameter, value, maximum));
    }
    return (int) value;
  }

  /** The fraction {@code parameter}, above 0 and at most 1. */
  static double fraction(String name, Map<String, Double> parameters, String parameter) {
    double value = parameters.getOrDefault(parameter, Double.NaN);
    if (!(value > 0 && value <= 1)) {
      throw new UserError(
          "Network %s: %s is %s; it must be above 0 and at most 1"
              .formatted(name, parameter, value));
    }
    return value;
  }
}
