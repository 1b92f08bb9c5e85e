#pragma once
// Fusion with our own plain controls: flat buttons and fields with a visible edge, one clear focus ring. Owned by the
// application; GUI thread.

#include "ui/theme/theme.h"

#include <QProxyStyle>

class QStyleOptionTab;

namespace relight {

class CockpitStyle : public QProxyStyle
{
    Q_OBJECT
public:
    CockpitStyle();

    void setTheme(const Theme &theme) { m_theme = theme; }

    void drawPrimitive(
        PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawControl(
        ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    QSize sizeFromContents(
        ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
        const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
        const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(
        StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const override;
    void polish(QWidget *widget) override;
    using QProxyStyle::polish;

private:
    void drawButton(const QStyleOption &option, QPainter &painter) const;
    void drawField(const QStyleOption &option, QPainter &painter) const;
    void drawIndicator(const QStyleOption &option, bool round, QPainter &painter) const;
    void drawRing(const QRectF &around, QPainter &painter) const;
    void drawTab(const QStyleOptionTab &option, QPainter &painter) const;

    Theme m_theme;
};

} // namespace relight
