#pragma once
// Thousands of applications say the same again and again as they change: what is as before is kept once. Pure.

#include "models/convergence/application.h"

namespace relight {

// What `now` says like `before` it shares with it; nothing else changes.
void shareTexts(Application &now, const Application &before);

} // namespace relight
