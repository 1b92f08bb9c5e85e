#pragma once
// The entries by which colours and the size of text are chosen: at once, and for the next starts. GUI thread.

#include "ui/cockpit/windowmemory.h"

class QMenu;

namespace relight {

// Look and memory outlive the menu.
void fillLookMenu(QMenu &menu, Look &look, WindowMemory &memory);

} // namespace relight
