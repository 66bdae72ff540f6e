package org.greensweep.inference.hog;

/** Images at another size, each pixel interpolated between its four nearest. */
final class Bilinear {
  private Bilinear() {}

  static float[] resize(float[] image, int height, int width, int toHeight, int toWidth) {
    float[] result = new float[toHeight * toWidth];
    int[] columns = new int[toWidth];
    float[] shares = new float[toWidth];
    for (int x = 0; x < toWidth; x++) {
      float place = place(x, width, toWidth);
      columns[x] = Math.min((int) place, Math.max(0, width - 2));
      shares[x] = place - columns[x];
    }
    int right = width > 1 ? 1 : 0;
    for (int y = 0; y < toHeight; y++) {
      float place = place(y, height, toHeight);
      int row = Math.min((int) place, Math.max(0, height - 2));
      float share = place - row;
      int upper = row * width;
      int lower = Math.min(row + 1, height - 1) * width;
      for (int x = 0; x < toWidth; x++) {
        int at = columns[x];
        float above =
            image[upper + at] + (image[upper + at + right] - image[upper + at]) * shares[x];
        float below =
            image[lower + at] + (image[lower + at + right] - image[lower + at]) * shares[x];
        result[y * toWidth + x] = above + (below - above) * share;
      }
    }
    return result;
  }

  /** Where the centre of pixel {@code index} of {@code to} lies among {@code from}. */
  private static float place(int index, int from, int to) {
    float place = (index + 0.5f) * from / to - 0.5f;
    return Math.max(0, Math.min(place, from - 1));
  }
}
