#pragma once
// The coloured line around everything that can write: live, drill and tabletop can be told apart from the corner of an
// eye. Paints its own border and puts its one child inside. GUI thread.

#include "models/plan/planfor.h"
#include "ui/theme/look.h"

#include <QFrame>

#include <optional>

namespace relight {

class ModeFrame : public QFrame
{
    Q_OBJECT
public:
    explicit ModeFrame(const Look &look, QWidget *parent = nullptr);

    void setContent(QWidget *content);         // takes it over
    void setMode(std::optional<RunMode> mode); // none: no run

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Look &m_look;
    std::optional<RunMode> m_mode;
};

} // namespace relight
