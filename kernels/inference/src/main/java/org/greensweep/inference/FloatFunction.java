package org.greensweep.inference;

/** A number for a number, without boxes. */
@FunctionalInterface
interface FloatFunction {
  float apply(float value);
}
