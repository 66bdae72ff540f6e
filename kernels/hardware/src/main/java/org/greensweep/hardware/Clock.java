package org.greensweep.hardware;

import java.util.Objects;
import org.greensweep.network.UserError;

/**
 * Clock frequency and the power that flows whether or not the array works.
 *
 * @param hertz cycles per second
 * @param staticMilliwatts leakage
 * @param clockMilliwatts clock tree
 */
public record Clock(double hertz, double staticMilliwatts, double clockMilliwatts, String source) {
  public Clock {
    source = Objects.requireNonNullElse(source, "");
    if (!(hertz > 0) || Double.isInfinite(hertz)) {
      throw new UserError("Clock: frequency is " + hertz + " Hz; it must be above 0");
    }
    Check.notNegative("Clock: static power in mW", staticMilliwatts);
    Check.notNegative("Clock: clock power in mW", clockMilliwatts);
    Check.text("Clock: source", source);
  }
}
