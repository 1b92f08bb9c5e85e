#pragma once
// The few text styles of the cockpit, in points, so that the system's scaling works, times what the user chose here.
// GUI thread.

#include <QFont>

#include <climits>

namespace relight {

enum class TextStyle { Caption, CaptionStrong, Body, BodyStrong, Small, Code, Value, Title, Clock, Heading };

// From the system's UI font (Code: its fixed one), with figures of equal width.
[[nodiscard]] QFont textFont(TextStyle style);

// Of every textFont() from now on, 1 at first. Look::chooseTextSize() brings it to what is on the screen.
void setTextScale(qreal scale);
[[nodiscard]] qreal textScale();

// What `pixels` beside text of the usual size are beside text of the chosen one: rooms for words, signs.
// `most`: a column beside others does not take all of a small screen.
[[nodiscard]] int scaled(int pixels, int most = INT_MAX);

} // namespace relight
