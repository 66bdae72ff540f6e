/**
 * The kernels on the Vector API: the only package that may mention {@code jdk.incubator}. Every
 * class here has a scalar twin in {@code kernel} that it equals: bits and integers exactly, fp32
 * within a stated tolerance.
 */
@NullMarked
package org.greensweep.inference.simd;

import org.jspecify.annotations.NullMarked;
