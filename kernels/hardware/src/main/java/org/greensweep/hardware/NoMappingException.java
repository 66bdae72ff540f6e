package org.greensweep.hardware;

/**
 * No mapping meets the constraints; the message names the constraint that cannot be met, the
 * shortfall and a cure.
 */
public final class NoMappingException extends Exception {
  public NoMappingException(String message) {
    super(message);
  }
}
