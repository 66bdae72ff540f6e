package org.greensweep.catalog.training;

/**
 * Something that performs and costs.
 *
 * @param name what it is
 * @param performance more is better: accuracy
 * @param resource less is better: energy, CO2e, memory, time
 */
public record Candidate(String name, double performance, double resource) {}
