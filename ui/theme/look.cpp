#include "ui/theme/look.h"

#include "ui/theme/cockpitstyle.h"
#include "ui/theme/textstyle.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QStyleHints>
#include <QToolTip>

#include <algorithm>

namespace relight {

Look::Look(QObject *parent)
    : QObject(parent)
    , m_style(new CockpitStyle)
{
    QApplication::setStyle(m_style);
    QApplication::setFont(textFont(TextStyle::Body));
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Look::apply);
    apply();
}

void Look::choose(Choice choice)
{
    m_choice = choice;
    apply();
}

int Look::textSize() const
{
    return qRound(textScale() * 100);
}

// The system's own widgets follow the application's font; ours were given one of our styles, which only they know.
static void scaleFonts(qreal factor)
{
    const QWidgetList all = QApplication::allWidgets();
    for (QWidget *widget : all) {
        if (widget->testAttribute(Qt::WA_SetFont)) {
            QFont font = widget->font();
            font.setPointSizeF(font.pointSizeF() * factor);
            widget->setFont(font);
        }
    }
}

void Look::chooseTextSize(int percent)
{
    const auto nearest
        = std::ranges::min_element(textSizes, {}, [percent](int size) { return std::abs(size - percent); });
    if (*nearest == textSize())
        return;
    const qreal before = textScale();
    setTextScale(*nearest / 100.0);
    QApplication::setFont(textFont(TextStyle::Body));
    scaleFonts(textScale() / before);
    Q_EMIT changed();
    const QWidgetList all = QApplication::allWidgets();
    for (QWidget *widget : all) {
        if (auto *view = qobject_cast<QAbstractItemView *>(widget))
            view->doItemsLayout(); // rows are as high as their delegate's fonts
    }
}

static Scheme schemeFor(Look::Choice choice)
{
    switch (choice) {
    case Look::Choice::Light:
        return Scheme::Light;
    case Look::Choice::Dark:
        return Scheme::Dark;
    case Look::Choice::HighContrast:
        return Scheme::HighContrast;
    case Look::Choice::System:
        break;
    }
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Light ? Scheme::Light : Scheme::Dark;
}

void Look::apply()
{
    m_theme = Theme(schemeFor(m_choice));
    m_style->setTheme(m_theme);
    QApplication::setPalette(m_theme.palette());
    QToolTip::setPalette(m_theme.palette());
    Q_EMIT changed();
}

} // namespace relight
