package org.greensweep.jobs.sweep;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.greensweep.network.Calibration;
import org.greensweep.network.PrecisionScheme;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a sweep file's precisions: a name alone, or a plan of its own.
 *
 * @param name what rows call it
 * @param defaultPrecision written {@code default}: the precision of layers that {@code layers} does
 *     not name
 * @param layers precisions by pattern of layer names, such as {@code "layer4*": binary}
 * @param calibration how ranges of integer activations are chosen
 */
public record PrecisionEntry(
    String name,
    String defaultPrecision,
    Map<String, String> layers,
    @Nullable String calibration) {

  /** From a name, or from a map of the components in kebab-case. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static PrecisionEntry of(Object written) {
    if (written instanceof String name) {
      return new PrecisionEntry(name, name, Map.of(), null);
    }
    if (!(written instanceof Map<?, ?> map)) {
      throw new UserError(
          "a precision is a name such as int8, or a map of name, default and layers; it is '"
              + written
              + "'");
    }
    for (Object key : map.keySet()) {
      if (!Set.of("name", "default", "layers", "calibration").contains(key)) {
        throw new UserError(
            "a precision has no key '" + key + "'; valid are name, default, layers, calibration");
      }
    }
    Map<String, String> layers = new LinkedHashMap<>();
    if (map.get("layers") instanceof Map<?, ?> patterns) {
      patterns.forEach((pattern, precision) -> layers.put("" + pattern, "" + precision));
    } else if (map.get("layers") != null) {
      throw new UserError("a precision's layers are a map such as {\"layer4*\": binary, fc: fp32}");
    }
    Object calibration = map.get("calibration");
    return new PrecisionEntry(
        text(map, "name"),
        text(map, "default"),
        layers,
        calibration == null ? null : calibration.toString());
  }

  private static String text(Map<?, ?> map, String key) {
    if (!(map.get(key) instanceof String text)) {
      throw new UserError("a precision that is a map needs '" + key + "', a name");
    }
    return text;
  }

  PrecisionScheme scheme() {
    Calibration method = calibration == null ? Calibration.MIN_MAX : Calibration.of(calibration);
    return new PrecisionScheme(name, defaultPrecision, layers, method);
  }
}
