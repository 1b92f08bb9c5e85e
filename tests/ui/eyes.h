#pragma once
// How colours are seen by eyes that lack one kind of cone: Machado, Oliveira and Fernandes, 2009 (doi
// 10.1109/TVCG.2009.113), at full severity, in linear light. Pure, any thread.

#include <QColor>
#include <QImage>

namespace relight {

enum class Eyes { Usual, Protan, Deutan, Tritan };

[[nodiscard]] QColor seenBy(Eyes eyes, const QColor &color);
[[nodiscard]] QImage seenBy(Eyes eyes, QImage picture);

// CIE 1976 distance of two opaque colours (D65): below 2 they are hardly told apart side by side.
[[nodiscard]] double distance(const QColor &one, const QColor &other);

} // namespace relight
