#pragma once
// The few plain pieces that pages are put together from. GUI thread.

#include <Qt>

class QScrollArea;
class QWidget;

namespace relight {

[[nodiscard]] QWidget *surface();                        // an empty panel on the surface colour
[[nodiscard]] QWidget *separator(Qt::Orientation along); // one pixel in the border colour
void setAlong(QWidget &separator, Qt::Orientation along);
[[nodiscard]] QScrollArea *scrolling(QWidget *content); // up and down only; takes it over

} // namespace relight
