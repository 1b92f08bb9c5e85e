#pragma once
// The look of the window right now: theme, glyphs, and how they follow the system or the user's choice. Made once
// beside the QApplication and handed to every widget that paints; GUI thread.

#include "ui/theme/glyphs.h"

#include <QIcon>
#include <QObject>

#include <array>

namespace relight {

class CockpitStyle;

class Look : public QObject
{
    Q_OBJECT
public:
    enum class Choice { System, Light, Dark, HighContrast };

    // Takes over style, palette and font of the application.
    explicit Look(QObject *parent = nullptr);

    const Theme &theme() const { return m_theme; }
    QColor color(Role role) const { return m_theme.color(role); }
    QPixmap glyph(Glyph glyph, Role tint, int size, qreal ratio) const
    {
        return m_glyphs.pixmap(glyph, tint, size, ratio, m_theme);
    }

    Choice choice() const { return m_choice; }
    void choose(Choice choice);

    static constexpr std::array textSizes{100, 125, 150, 175, 200}; // percent of the system's size
    int textSize() const;
    // Of everything, at once. Another than textSizes: the nearest of them.
    void chooseTextSize(int percent);

Q_SIGNALS:
    void changed(); // every colour and the size of every text may be another

private:
    void apply();

    Choice m_choice = Choice::System;
    Theme m_theme;
    Glyphs m_glyphs;
    CockpitStyle *m_style = nullptr; // owned by the application
};

} // namespace relight
