#pragma once
// How one line of a log is measured and painted: time, source, a glyph for errors, text. Owned by the log view; GUI
// thread.

#include "models/session/observations.h"
#include "ui/theme/look.h"

#include <QFont>

class QPainter;

namespace relight {

class LogRow
{
public:
    static constexpr int padding = 10;
    static constexpr qsizetype charactersPainted = 4000;

    explicit LogRow(const Look &look);
    void measure(); // again: the size of text is another

    struct Shown
    {
        QRect box; // of the whole width
        int shift; // scrolled to the right by
        bool selected;
        const QString &sought; // marked where it is; empty: nothing
    };
    void paint(QPainter &painter, const LogLine &line, const Shown &shown) const;

    const QFont &font() const { return m_font; }
    int height() const { return m_height; }
    int character() const { return m_character; }
    int textLeft() const;

private:
    void markSought(QPainter &painter, const QString &text, int left, const Shown &shown) const;

    const Look &m_look;
    QFont m_font;
    int m_height = 0, m_character = 0;
};

} // namespace relight
