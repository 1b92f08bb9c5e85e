#pragma once
// The few plain pieces that pages are put together from. GUI thread.

#include <Qt>

class QScrollArea;
class QString;
class QWidget;

namespace relight {

[[nodiscard]] QWidget *surface();                        // an empty panel on the surface colour
[[nodiscard]] QWidget *separator(Qt::Orientation along); // one pixel in the border colour
void setAlong(QWidget &separator, Qt::Orientation along);
// Up and down only; takes the content over. The name is for who hears the window: the keyboard stops there to scroll.
[[nodiscard]] QScrollArea *scrolling(QWidget *content, const QString &name);

} // namespace relight
