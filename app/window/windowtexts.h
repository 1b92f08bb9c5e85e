#pragma once
// Every text of a window as assistive technology reads it: names, values, descriptions, rows of lists. GUI thread.

#include <QStringList>

class QWidget;

namespace relight {

[[nodiscard]] QStringList textsOf(QWidget &window);

} // namespace relight
