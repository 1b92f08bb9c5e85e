#include "tests/ui/goldens/picture.h"

#include <QHash>

#include <array>
#include <climits>
#include <cmath>
#include <vector>

namespace relight {

static constexpr int visible = 4; // steps of one channel, after the blur
static constexpr int around = 2;  // pixels on each side of the one that is blurred

using Plane = std::vector<int>; // one channel, row by row

// Along rows or columns: each value becomes the sum of those around it; at an edge the last one counts again.
static Plane summed(const Plane &plane, int width, int height, bool rows)
{
    Plane sums(plane.size());
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            int sum = 0;
            for (int step = -around; step <= around; ++step)
                sum += rows ? plane[std::size_t(y * width + std::clamp(x + step, 0, width - 1))]
                            : plane[std::size_t(std::clamp(y + step, 0, height - 1) * width + x)];
            sums[std::size_t(y * width + x)] = sum;
        }
    }
    return sums;
}

// Red, green and blue of each pixel, times the pixels of the blur.
static std::array<Plane, 3> blurred(const QImage &picture)
{
    const QImage source = picture.convertToFormat(QImage::Format_RGB32);
    const int width = source.width(), height = source.height();
    std::array<Plane, 3> planes;
    for (int y = 0; y < height; ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(source.constScanLine(y));
        for (int x = 0; x < width; ++x) {
            planes[0].push_back(qRed(line[x]));
            planes[1].push_back(qGreen(line[x]));
            planes[2].push_back(qBlue(line[x]));
        }
    }
    for (Plane &plane : planes)
        plane = summed(summed(plane, width, height, true), width, height, false);
    return planes;
}

static int distance(QRgb a, QRgb b)
{
    const int red = qRed(a) - qRed(b), green = qGreen(a) - qGreen(b), blue = qBlue(a) - qBlue(b);
    return red * red + green * green + blue * blue;
}

// The most frequent ones, which are the areas, as they are; then always the one that is farthest from all chosen.
static QList<QRgb> fewColours(const QImage &picture)
{
    QHash<QRgb, int> counts;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x)
            ++counts[picture.pixel(x, y)];
    }
    QList<QRgb> colours = counts.keys();
    std::ranges::sort(colours, [&](QRgb a, QRgb b) { return std::tuple(-counts[a], a) < std::tuple(-counts[b], b); });
    QList<QRgb> chosen;
    std::vector<int> far(std::size_t(colours.size()), INT_MAX);
    while (chosen.size() < std::min<qsizetype>(256, colours.size())) {
        const qsizetype next = chosen.size() < 96 ? chosen.size() : std::ranges::max_element(far) - far.begin();
        chosen << colours[next];
        for (qsizetype i = 0; i < colours.size(); ++i)
            far[std::size_t(i)] = std::min(far[std::size_t(i)], distance(colours[i], chosen.last()));
    }
    return chosen;
}

QImage smallPicture(const QImage &window)
{
    return window.convertToFormat(QImage::Format_RGB32)
        .scaled(window.size() * 7 / 16, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

// What a pixel is too light or too dark is handed on to the next ones in the row and below, so that the blurred picture
// is as before; not into areas, which stay as they are.
QImage inFewColours(const QImage &picture)
{
    const QList<QRgb> kept = fewColours(picture);
    QHash<QRgb, uint> exact;
    for (qsizetype i = 0; i < kept.size(); ++i)
        exact.insert(kept[i], uint(i));
    QImage made(picture.size(), QImage::Format_Indexed8);
    made.setColorTable(kept);
    const int width = picture.width();
    using Debt = std::array<int, 3>; // in sixteenths
    std::vector<Debt> row(std::size_t(width) + 2), below(row.size());
    for (int y = 0; y < picture.height(); ++y, row = std::exchange(below, std::vector<Debt>(row.size()))) {
        for (int x = 0; x < width; ++x) {
            const QRgb colour = picture.pixel(x, y);
            if (const auto index = exact.constFind(colour); index != exact.cend()) {
                made.setPixel(x, y, *index);
                continue;
            }
            const std::size_t at = std::size_t(x) + 1;
            const auto owed
                = [&](int channel, int part) { return std::clamp(channel + row[at][std::size_t(part)] / 16, 0, 255); };
            const QRgb wanted = qRgb(owed(qRed(colour), 0), owed(qGreen(colour), 1), owed(qBlue(colour), 2));
            const auto nearest = std::ranges::min_element(kept, {}, [=](QRgb each) { return distance(each, wanted); });
            made.setPixel(x, y, uint(nearest - kept.cbegin()));
            const Debt left{
                qRed(wanted) - qRed(*nearest), qGreen(wanted) - qGreen(*nearest), qBlue(wanted) - qBlue(*nearest)};
            for (std::size_t part = 0; part < 3; ++part) {
                row[at + 1][part] += left[part] * 7;
                below[at - 1][part] += left[part] * 3;
                below[at][part] += left[part] * 5;
                below[at + 1][part] += left[part];
            }
        }
    }
    return made;
}

Difference differenceOf(const QImage &one, const QImage &other)
{
    Difference found;
    if (one.size() != other.size() || one.isNull()) {
        found.mean = 255;
        found.share = 1;
        return found;
    }
    const std::array<Plane, 3> a = blurred(one), b = blurred(other);
    found.where = QImage(one.size(), QImage::Format_Grayscale8);
    found.where.fill(0);
    constexpr int blur = (2 * around + 1) * (2 * around + 1);
    qint64 sum = 0, differing = 0;
    for (std::size_t i = 0; i < a[0].size(); ++i) {
        int most = 0;
        for (std::size_t channel = 0; channel < 3; ++channel) {
            const int difference = std::abs(a[channel][i] - b[channel][i]);
            sum += difference;
            most = std::max(most, difference);
        }
        if (most > visible * blur) {
            ++differing;
            found.where.scanLine(int(i) / one.width())[int(i) % one.width()] = 255;
        }
    }
    const double pixels = double(a[0].size());
    found.mean = double(sum) / 3 / blur / pixels;
    found.share = double(differing) / pixels;
    return found;
}

} // namespace relight
