package org.greensweep.hardware;

/**
 * What levels add to a mapping at least, whatever their tiles: the {@link LeastTraffic} of each,
 * and the energies it is made of.
 */
final class OuterTraffic {
  /** By level and data space: energy of sending all its words to the level again. */
  final double[][] weighted;

  /** By level: the least that it and those further out add; the register files add nothing. */
  final double[] least;

  /**
   * @param kept data spaces that each level keeps
   * @param capacities of each level
   */
  OuterTraffic(Geometry geometry, CostModel model, int[] kept, Capacity[] capacities) {
    int file = kept.length - 1;
    weighted = new double[file + 1][DataSpace.COUNT];
    least = new double[file + 1];
    for (int level = 1; level <= file; level++) {
      weigh(geometry, model, kept, level);
      double here =
          level == file ? 0 : LeastTraffic.excess(geometry, capacities[level], weighted[level]);
      least[level] = least[level - 1] + here;
    }
  }

  private void weigh(Geometry geometry, CostModel model, int[] kept, int level) {
    for (int of = 0; of < DataSpace.COUNT; of++) {
      if ((kept[level] >> of & 1) != 0) {
        int parent = level - 1;
        while ((kept[parent] >> of & 1) == 0) {
          parent--;
        }
        weighted[level][of] =
            geometry.words(of, geometry.extents, 0) * model.again(of, parent, level);
      }
    }
  }
}
