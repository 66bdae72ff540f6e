package org.greensweep.hardware;

/** The problem that node {@code node} of a network poses. */
public record NodeProblem(int node, Problem problem) {}
