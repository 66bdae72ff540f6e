package org.greensweep.catalog;

/** A table of a catalogue with the number of rows that count. */
public record TableSummary(Table table, long rows) {}
