#pragma once
// How far a step is: words, and a bar where a count is known. Never a spinner. Owned by the step page; GUI thread.

#include "models/session/observations.h"
#include "ui/theme/look.h"

#include <QWidget>

namespace relight {

class TextLabel;

class StepProgressView : public QWidget
{
    Q_OBJECT
public:
    explicit StepProgressView(const Look &look, QWidget *parent = nullptr);

    void follow(const StepProgress &progress);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Look &m_look;
    StepProgress m_progress;
    TextLabel *m_text, *m_figures;
};

} // namespace relight
