#include "ui/theme/textstyle.h"

#include <QFontDatabase>
#include <QGuiApplication>

#include <algorithm>

namespace relight {

namespace {

struct Size
{
    qreal points;
    QFont::Weight weight;
};

Size sizeOf(TextStyle style)
{
    switch (style) {
    case TextStyle::Caption:
        return {8.5, QFont::Normal};
    case TextStyle::CaptionStrong:
        return {8.5, QFont::DemiBold};
    case TextStyle::Body:
        return {10, QFont::Normal};
    case TextStyle::BodyStrong:
        return {10, QFont::DemiBold};
    case TextStyle::Small:
    case TextStyle::Code:
        return {9.5, QFont::Normal};
    case TextStyle::Value:
        return {11, QFont::DemiBold};
    case TextStyle::Title:
        return {13, QFont::DemiBold};
    case TextStyle::Clock:
        return {17, QFont::DemiBold};
    case TextStyle::Heading:
        return {20, QFont::DemiBold};
    }
    return {10, QFont::Normal};
}

} // namespace

static qreal scaleOfText = 1;

void setTextScale(qreal scale)
{
    scaleOfText = scale;
}

qreal textScale()
{
    return scaleOfText;
}

int scaled(int pixels, int most)
{
    return std::min(qRound(pixels * scaleOfText), most);
}

QFont textFont(TextStyle style)
{
    const bool fixed = style == TextStyle::Code;
    QFont font = fixed ? QFontDatabase::systemFont(QFontDatabase::FixedFont) : QGuiApplication::font();
    const Size size = sizeOf(style);
    font.setPointSizeF(size.points * scaleOfText);
    font.setWeight(size.weight);
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    if (!fixed)
        font.setFeature("tnum", 1);
#endif
    return font;
}

} // namespace relight
