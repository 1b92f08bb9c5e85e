#pragma once
// The few plain pieces that pages are put together from. GUI thread.

class QScrollArea;
class QWidget;

namespace relight {

[[nodiscard]] QWidget *surface();                       // an empty panel on the surface colour
[[nodiscard]] QWidget *horizontalRule();                // one pixel in the border colour
[[nodiscard]] QScrollArea *scrolling(QWidget *content); // up and down only; takes it over

} // namespace relight
