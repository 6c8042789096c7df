package io.twofold.trainer.data;

/**
 * Moments of the ink of a grey image: x to the right, y down.
 *
 * @param mass ΣI
 * @param x the centroid's column, in pixels from the left edge
 * @param y the centroid's row, in pixels from the upper edge
 * @param slant −μ11/μ02
 * @param width √μ20
 * @param thickness twice area over perimeter of I &gt; 0.5, the perimeter counted in pixel edges
 * @param rows rows that hold any ink
 */
record Ink(
    double mass, double x, double y, double slant, double width, double thickness, int rows) {

  static Ink of(LabelledImages images, int index) {
    int side = images.width();
    float[] image = images.floats(index, index + 1);
    double mass = 0;
    double sumX = 0;
    double sumY = 0;
    int area = 0;
    int perimeter = 0;
    int rows = 0;
    for (int row = 0; row < side; row++) {
      double rowMass = 0;
      for (int column = 0; column < side; column++) {
        float value = image[row * side + column];
        rowMass += value;
        sumX += value * (column + 0.5);
        sumY += value * (row + 0.5);
        boolean on = value > 0.5;
        area += on ? 1 : 0;
        perimeter += column > 0 && on != image[row * side + column - 1] > 0.5 ? 1 : 0;
        perimeter += row > 0 && on != image[(row - 1) * side + column] > 0.5 ? 1 : 0;
      }
      mass += rowMass;
      rows += rowMass > 0 ? 1 : 0;
    }
    double x = sumX / mass;
    double y = sumY / mass;
    double mu20 = 0;
    double mu11 = 0;
    double mu02 = 0;
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        double value = image[row * side + column] / mass;
        double dx = column + 0.5 - x;
        double dy = row + 0.5 - y;
        mu20 += value * dx * dx;
        mu11 += value * dx * dy;
        mu02 += value * dy * dy;
      }
    }
    return new Ink(mass, x, y, -mu11 / mu02, Math.sqrt(mu20), 2.0 * area / perimeter, rows);
  }
}
