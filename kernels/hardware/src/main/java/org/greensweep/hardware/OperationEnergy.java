package org.greensweep.hardware;

import java.util.Objects;

/**
 * Energy of one multiply-accumulate of two operands of arithmetic {@code operation} ({@code int16},
 * {@code fp32}, {@code binary} ...), accumulation included.
 */
public record OperationEnergy(String operation, double picojoules, String source) {
  public OperationEnergy {
    operation = Objects.requireNonNullElse(operation, "");
    source = Objects.requireNonNullElse(source, "");
    Arithmetic.of(operation);
    Check.notNegative("Operation " + operation + ": energy in pJ", picojoules);
    Check.text("Operation " + operation + ": source", source);
  }
}
