#include "tests/ui/eyes.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <cmath>

namespace relight {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

static constexpr Matrix protan{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
static constexpr Matrix deutan{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
static constexpr Matrix tritan{
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};
// sRGB (IEC 61966-2-1) to CIE XYZ.
static constexpr Matrix toXyz{
    {{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};
static constexpr Triple white{0.95047, 1.0, 1.08883};

static Triple times(const Matrix &matrix, const Triple &value)
{
    Triple product{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column)
            product[row] += matrix[row][column] * value[column];
    }
    return product;
}

static double toLinear(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

static double fromLinear(double value)
{
    value = std::clamp(value, 0.0, 1.0);
    return value <= 0.0031308 ? value * 12.92 : 1.055 * std::pow(value, 1 / 2.4) - 0.055;
}

static Triple linear(const QColor &color)
{
    return {toLinear(color.redF()), toLinear(color.greenF()), toLinear(color.blueF())};
}

QColor seenBy(Eyes eyes, const QColor &color)
{
    if (eyes == Eyes::Usual)
        return color;
    const Triple seen = times(eyes == Eyes::Protan ? protan : eyes == Eyes::Deutan ? deutan : tritan, linear(color));
    return QColor::fromRgbF(
        float(fromLinear(seen[0])), float(fromLinear(seen[1])), float(fromLinear(seen[2])), color.alphaF());
}

QImage seenBy(Eyes eyes, QImage picture)
{
    if (eyes == Eyes::Usual)
        return picture;
    picture.convertTo(QImage::Format_RGB32);
    QHash<QRgb, QRgb> known; // a window has few colours
    for (int y = 0; y < picture.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(picture.scanLine(y));
        for (int x = 0; x < picture.width(); ++x) {
            auto seen = known.find(line[x]);
            if (seen == known.end())
                seen = known.insert(line[x], seenBy(eyes, QColor(line[x])).rgb());
            line[x] = *seen;
        }
    }
    return picture;
}

static Triple lab(const QColor &color)
{
    Triple value = times(toXyz, linear(color));
    for (std::size_t i = 0; i < 3; ++i) {
        const double part = value[i] / white[i];
        value[i] = part > 216.0 / 24389 ? std::cbrt(part) : (24389.0 / 27 * part + 16) / 116;
    }
    return {116 * value[1] - 16, 500 * (value[0] - value[1]), 200 * (value[1] - value[2])};
}

double distance(const QColor &one, const QColor &other)
{
    const Triple a = lab(one), b = lab(other);
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

} // namespace relight
