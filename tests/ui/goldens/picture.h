#pragma once
// Pictures of the window small enough to be kept, and how far two of them are apart. Pure; GUI thread not needed.

#include <QImage>

namespace relight {

[[nodiscard]] QImage smallPicture(const QImage &window); // seven sixteenths as wide and high
// As it is kept: a third of the bytes, and nobody sees it.
[[nodiscard]] QImage inFewColours(const QImage &picture);

struct Difference
{
    double mean = 0;  // of all channels of all pixels, of 255
    double share = 0; // of the pixels that are of another colour
    QImage where;     // those, white on black
    // What fewer colours and other rounding do: nothing that is seen, a tenth of a step on average. A glyph in another
    // colour is 30 pixels of 200,000.
    bool isSmall() const { return mean < 0.3 && share < 0.00006; }
};

// Of two pictures of one size; another size differs everywhere. Both are blurred a little first, so that a line that
// moved by a part of a pixel is none.
[[nodiscard]] Difference differenceOf(const QImage &one, const QImage &other);

} // namespace relight
