package org.greensweep.catalog.carbon;

/**
 * Where the electricity of a service goes. What is modelled, what is measured and what merely
 * stands by are kept apart, so that a narrow boundary cannot pass for a wide one.
 *
 * @param accelerator the accelerator's own energy
 * @param host processor and memory of the host while it works
 * @param idle machines kept ready
 */
public record EnergyParts(Joules accelerator, Joules host, Joules idle) {
  /** What the computers draw. */
  public Joules it() {
    return accelerator.plus(host).plus(idle);
  }

  /** Cooling and conversion losses: what the facility draws on top of its computers. */
  public Joules facilityOverhead(Pue pue) {
    return it().times(pue.value().central() - 1);
  }

  /** What the facility draws. */
  public Joules facility(Pue pue) {
    return it().times(pue.value().central());
  }
}
