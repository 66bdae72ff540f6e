package org.greensweep.catalog;

/**
 * A mistake in what the user handed to the catalogue: a data file, a region, a row, a folder. The
 * message names the place, the value, the limit and the cure; the command line prints it without a
 * stack trace and exits with 2.
 */
public final class CatalogError extends RuntimeException {
  public CatalogError(String message) {
    super(message);
  }

  public CatalogError(String message, Throwable cause) {
    super(message, cause);
  }
}
