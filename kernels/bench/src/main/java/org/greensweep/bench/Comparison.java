package org.greensweep.bench;

/**
 * One ratio to find: how many times as long {@code baseline} takes over {@code subject} as {@code
 * ours}.
 *
 * @param row the row of the table that it goes into
 */
record Comparison(Row row, Subject subject, Contestant ours, Contestant baseline) {}
