#pragma once
// The colours of one scheme: role to colour, and the palette that Qt's own controls draw with. A value, any thread.

#include "ui/theme/role.h"

#include <QColor>
#include <QPalette>

namespace relight {

enum class Scheme { Dark, Light, HighContrast };

class Theme
{
public:
    explicit Theme(Scheme scheme = Scheme::Dark)
        : m_scheme(scheme)
    {
    }

    Scheme scheme() const { return m_scheme; }
    QColor color(Role role) const;
    QPalette palette() const;

private:
    Scheme m_scheme;
};

// WCAG 2.1 contrast of two opaque colours: 1 to 21.
[[nodiscard]] double contrastRatio(const QColor &one, const QColor &other);

} // namespace relight
