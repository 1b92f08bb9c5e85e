#pragma once
// The window is to be closed while a run goes on: what happens to it, and how it is taken up again. Closes by itself
// when the run ends meanwhile. GUI thread.

#include "models/run/runstate.h"
#include "ui/consent/modedialog.h"

namespace relight {

class TextLabel;

class LeaveDialog : public ModeDialog
{
    Q_OBJECT
public:
    LeaveDialog(const Look &look, const RunState &run, QWidget *parent);

    // The run went on.
    void follow(const RunState &run);

Q_SIGNALS:
    void leaveAsked();

private:
    TextLabel *m_now;
};

} // namespace relight
