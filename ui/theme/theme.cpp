#include "ui/theme/theme.h"

#include <array>
#include <cmath>

namespace relight {

namespace {

struct Tones
{
    QRgb dark, light, highContrast;
};

// By Role, in its order.
constexpr std::array<Tones, std::size_t(Role::Count)> table{{
    {0x12161B, 0xEEF1F4, 0x000000}, // Window
    {0x1C222A, 0xE4E8EC, 0x000000}, // Bar
    {0x181D23, 0xFFFFFF, 0x000000}, // Surface
    {0x222932, 0xF6F8FA, 0x141414}, // Raised
    {0x0D1014, 0xF8F9FB, 0x000000}, // Sunken
    {0x303944, 0xD3DAE1, 0xFFFFFF}, // Border
    {0x26364A, 0xDCE9F8, 0x003A75}, // Selection
    {0x3A1F1D, 0xFDE9E6, 0x000000}, // RowError
    {0x15302A, 0xE3F4EC, 0x000000}, // RowAdd
    {0xE4E9EE, 0x1B222A, 0xFFFFFF}, // Text
    {0xA3AEBA, 0x55616D, 0xE0E0E0}, // Muted
    {0x8FB8EA, 0x1D5FB8, 0x9FD0FF}, // Accent
    {0xA9D1FF, 0x0B57D0, 0xFFFF00}, // Focus
    {0x788592, 0x74808C, 0xFFFFFF}, // Edge
    {0x8793A0, 0x6C7884, 0xD0D0D0}, // Pending
    {0x52BDE0, 0x0072A3, 0x4FD8FF}, // Running
    {0xFFB52E, 0x8F4700, 0xFFC400}, // NeedsYou
    {0x6DB595, 0x0F6B4C, 0x7CF0BE}, // Ok
    {0xE3D27A, 0x857000, 0xFFF07A}, // Warn
    {0xFF7B66, 0xAB1F12, 0xFF8A7A}, // Failed
    {0x9B93A8, 0x71687F, 0xCBBCE8}, // Stale
    {0x33260B, 0xFFF0CC, 0x000000}, // NeedsFill
    {0xFFB52E, 0xFFB52E, 0xFFC400}, // NeedsLamp
    {0x1B1300, 0x1B1300, 0x1B1300}, // NeedsInk
    {0xC42B1C, 0xB3261E, 0xFF5C4D}, // LiveMode
    {0x2A62CF, 0x1D4FB0, 0x4C8DFF}, // DrillMode
    {0x8558D4, 0x7F4FD0, 0xB490FF}, // TabletopMode
    {0xFFFFFF, 0xFFFFFF, 0x000000}, // BadgeText
    {0xC9B6F2, 0x6A3FA8, 0xD9C7FF}, // SyntaxNumber
    {0xD9C7A3, 0x7A5A12, 0xFFE9B8}, // SyntaxLink
    {0x8FD0B5, 0x1F6E52, 0x9FF0CF}, // SyntaxSecret
    {0x6F7C8A, 0x7E8A96, 0xB0B0B0}, // Planned
    {0xBFD6F2, 0x5E97C4, 0xD6EAFF}, // Forecast
    {0xE58CB8, 0xA8326F, 0xFF9ED0}, // Objective
    {0x303944, 0xD3DAE1, 0x4A4A4A}, // Track
    {0x2F7D62, 0x4F9F81, 0x17805A}, // SeriesHealthy
    {0xE0B64A, 0xB08400, 0xFFC400}, // SeriesMissing
    {0x74808D, 0x7E8A96, 0xA0A0A0}, // SeriesUnknown
}};

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

QColor Theme::color(Role role) const
{
    const Tones &tones = table[std::size_t(role)];
    switch (m_scheme) {
    case Scheme::Dark:
        return QColor(tones.dark);
    case Scheme::Light:
        return QColor(tones.light);
    case Scheme::HighContrast:
        break;
    }
    return QColor(tones.highContrast);
}

QPalette Theme::palette() const
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole which, Role role) { palette.setColor(which, color(role)); };
    set(QPalette::Window, Role::Window);
    set(QPalette::WindowText, Role::Text);
    set(QPalette::Base, Role::Surface);
    set(QPalette::AlternateBase, Role::Surface);
    set(QPalette::Text, Role::Text);
    set(QPalette::Button, Role::Raised);
    set(QPalette::ButtonText, Role::Text);
    set(QPalette::BrightText, Role::Text);
    set(QPalette::ToolTipBase, Role::Raised);
    set(QPalette::ToolTipText, Role::Text);
    set(QPalette::PlaceholderText, Role::Muted);
    set(QPalette::Link, Role::Accent);
    set(QPalette::LinkVisited, Role::Accent);
    set(QPalette::Highlight, Role::Selection);
    set(QPalette::HighlightedText, Role::Text);
    set(QPalette::Accent, Role::Accent);
    set(QPalette::Light, Role::Raised);
    set(QPalette::Midlight, Role::Border);
    set(QPalette::Mid, Role::Edge);
    set(QPalette::Dark, Role::Border);
    set(QPalette::Shadow, Role::Window);
    for (const auto which : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, which, color(Role::Pending));
    palette.setColor(QPalette::Disabled, QPalette::Button, color(Role::Surface));
    palette.setColor(QPalette::Disabled, QPalette::Mid, color(Role::Border));
    return palette;
}

double contrastRatio(const QColor &one, const QColor &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace relight
