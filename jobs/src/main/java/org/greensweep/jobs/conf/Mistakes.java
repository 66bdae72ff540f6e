package org.greensweep.jobs.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.greensweep.network.UserError;

/** A user's mistakes, gathered so that all of them are named at once, a line each. */
public final class Mistakes {
  private final List<String> all = new ArrayList<>();

  /** What {@code value} gives, or {@code otherwise} where it has a mistake, which is kept. */
  public <T> T of(T otherwise, Supplier<? extends T> value) {
    try {
      return value.get();
    } catch (UserError e) {
      add(e);
      return otherwise;
    }
  }

  public void add(UserError mistake) {
    all.add(String.valueOf(mistake.getMessage()));
  }

  public boolean none() {
    return all.isEmpty();
  }

  /** Throws a {@link UserError} with every mistake, where there is one. */
  public void check() {
    if (!all.isEmpty()) {
      throw new UserError(String.join("\n", all));
    }
  }
}
