#pragma once
// The convergence page while there is nothing to converge: what will be here, when, and what comes before. Owned by the
// convergence page; GUI thread.

#include "models/run/runstate.h"
#include "ui/theme/look.h"

#include <QWidget>

namespace relight {

class TextLabel;

class BeforeArgo : public QWidget
{
    Q_OBJECT
public:
    explicit BeforeArgo(const Look &look, QWidget *parent = nullptr);

    void follow(const RunState &run, const QString &trouble); // trouble: Argo CD does not answer, and why
    QString text() const;

private:
    TextLabel *m_title, *m_now, *m_then;
};

} // namespace relight
