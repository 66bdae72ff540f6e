package org.greensweep.catalog.carbon;

import org.greensweep.catalog.CatalogError;

/**
 * Something people know that emits CO2e too.
 *
 * @param id the row of the reference data
 * @param family equivalents of one family differ only in source or unit
 * @param singular what one is called: 'NY-SF round trip'
 * @param plural what several are called
 * @param unit the mass that one of them emits
 * @param headline whether it may be chosen when one equivalent is shown
 */
public record Equivalent(
    String id, String family, String singular, String plural, Grams unit, boolean headline) {
  public Equivalent {
    if (unit.value() == 0) {
      throw new CatalogError("Equivalent " + id + " emits 0 g; nothing could be counted in it");
    }
  }

  /** How many of these emit that mass. */
  public EquivalentCount in(Grams mass) {
    return new EquivalentCount(this, mass.value() / unit.value());
  }
}
