package org.greensweep.network.onnx;

import java.util.Map;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;

/**
 * What stands in for dimensions that a file leaves open. A batch is always one image.
 *
 * @param resolution height and width of the inputs that are images, in pixels; null for those of
 *     the file
 * @param named extents by the names that the file gives its open dimensions, or by {@code
 *     INPUT.AXIS} where it gives none
 */
public record InputDimensions(@Nullable Integer resolution, Map<String, Integer> named) {
  public InputDimensions {
    named = Map.copyOf(named);
    if (resolution != null && resolution < 1) {
      throw new UserError("resolution is " + resolution + "; it must be at least 1");
    }
    named.forEach(
        (name, extent) -> {
          if (extent < 1) {
            throw new UserError("dimension " + name + " is " + extent + "; it must be at least 1");
          }
        });
  }

  /** Everything as the file says. */
  public static InputDimensions ofFile() {
    return new InputDimensions(null, Map.of());
  }

  /** Images of this height and width. */
  public static InputDimensions of(int resolution) {
    return new InputDimensions(resolution, Map.of());
  }
}
