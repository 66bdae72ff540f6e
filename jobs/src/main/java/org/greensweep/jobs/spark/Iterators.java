package org.greensweep.jobs.spark;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Lazy iterators for Spark's per-partition functions. */
final class Iterators {
  private Iterators() {}

  static <T> Stream<T> stream(Iterator<T> iterator) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false);
  }

  static <T, R> Iterator<R> map(Iterator<T> iterator, Function<T, R> function) {
    return stream(iterator).map(function).iterator();
  }
}
