package org.greensweep.hardware;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.greensweep.network.UserError;

/** What a search makes small. */
public enum Objective {
  ENERGY,
  /** Cycles; of mappings as fast as each other, the one of least energy. */
  DELAY,
  ENERGY_DELAY;

  /** {@code energy}, {@code delay}, {@code energy-delay}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The objective called {@code id}; another name is a {@link UserError}. */
  public static Objective of(String id) {
    List<String> ids = Arrays.stream(values()).map(Objective::id).toList();
    int index = ids.indexOf(id);
    if (index < 0) {
      throw new UserError("Unknown objective '" + id + "'; valid are " + String.join(", ", ids));
    }
    return values()[index];
  }

  /** The value of a mapping, which grows with both figures. */
  double value(double picojoules, double cycles) {
    return switch (this) {
      case ENERGY -> picojoules;
      case DELAY -> cycles;
      case ENERGY_DELAY -> picojoules * cycles;
    };
  }
}
