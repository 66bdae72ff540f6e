package org.greensweep.network;

/**
 * A mistake in what the user handed in, as opposed to a fault of ours. The message names the place,
 * the value, the limit and the cure; the command line prints it without a stack trace and exits
 * with 2.
 */
public final class UserError extends RuntimeException {
  public UserError(String message) {
    super(message);
  }

  public UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
