package org.greensweep.network;

import java.util.List;

/**
 * The {@code count} greatest (or least) elements along an axis, in order, or where they are; of
 * equal elements the one with the lower index comes first, unless {@code lastIndex}. With {@code
 * count} 1 and {@code indices} it is ArgMax.
 *
 * @param source the input seen as outer x size x inner
 * @param result the output, with every axis: outer x count x inner elements
 */
public record TopK(
    Shape source, int count, boolean greatest, boolean indices, boolean lastIndex, Shape result)
    implements Layer {
  public TopK {
    Check.positive("count", count);
    if (source.rank() != 3 || count > source.extents().get(1)) {
      throw new UserError("top " + count + " of " + source + ": an axis has fewer elements");
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Inputs.elements("top k", inputs, List.of(source));
    return result.withoutBatch();
  }
}
