#include "ui/step/stepprogress.h"

#include "ui/theme/textlabel.h"

#include <QHBoxLayout>
#include <QPainter>

namespace relight {

StepProgressView::StepProgressView(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_text(new TextLabel(look, TextStyle::Body, Role::Text))
    , m_figures(new TextLabel(look, TextStyle::Body, Role::Muted))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 10);
    row->addWidget(m_text, 1);
    row->addWidget(m_figures);
    m_figures->setWordWrap(false);
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
}

void StepProgressView::follow(const StepProgress &progress)
{
    m_progress = progress;
    m_text->setText(progress.text);
    const bool counted = progress.done >= 0 && progress.total > 0;
    m_figures->setText(counted
            ? tr("%1 of %2 %3")
                  .arg(QString::number(progress.done, 'g', 6), QString::number(progress.total, 'g', 6), progress.unit)
                  .trimmed()
            : QString());
    setAccessibleName(m_figures->text().isEmpty() ? progress.text : tr("%1, %2").arg(progress.text, m_figures->text()));
    update();
}

void StepProgressView::paintEvent(QPaintEvent *)
{
    if (m_progress.done < 0 || m_progress.total <= 0)
        return;
    QPainter painter(this);
    const QRectF track(0, height() - 5, width(), 4);
    painter.fillRect(track, m_look.color(Role::Track));
    QRectF done = track;
    done.setWidth(track.width() * std::clamp(m_progress.done / m_progress.total, 0.0, 1.0));
    painter.fillRect(done, m_look.color(Role::Running));
}

} // namespace relight
