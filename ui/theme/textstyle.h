#pragma once
// The few text styles of the cockpit, in points, so that the system's scaling works. Pure; GUI thread.

#include <QFont>

namespace relight {

enum class TextStyle { Caption, CaptionStrong, Body, BodyStrong, Small, Code, Value, Title, Clock, Heading };

// From the system's UI font (Code: its fixed one), with figures of equal width.
[[nodiscard]] QFont textFont(TextStyle style);

} // namespace relight
