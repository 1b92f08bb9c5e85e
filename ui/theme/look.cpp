#include "ui/theme/look.h"

#include "ui/theme/cockpitstyle.h"
#include "ui/theme/textstyle.h"

#include <QApplication>
#include <QStyleHints>
#include <QToolTip>

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
