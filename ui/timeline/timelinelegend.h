#pragma once
// What the bars mean, in one line; what has no room is left out, the last first. Owned by the timeline page; GUI
// thread.

#include "ui/theme/look.h"

#include <QWidget>

namespace relight {

class TimelineLegend : public QWidget
{
    Q_OBJECT
public:
    explicit TimelineLegend(const Look &look, QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {60, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Look &m_look;
    const QStringList m_words;
};

} // namespace relight
