#include "ui/consent/modedialog.h"

#include "ui/theme/states.h"
#include "ui/theme/textlabel.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

namespace relight {

ModeDialog::ModeDialog(const Look &look, std::optional<RunMode> mode, const QString &title, QWidget *parent)
    : QDialog(parent)
    , m_look(look)
    , m_content(new QVBoxLayout)
    , m_buttons(new QHBoxLayout)
    , m_cancel(new QPushButton(tr("Cancel")))
{
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    const QString badge = mode ? lookOf(*mode).badge : QString();
    setWindowTitle(badge.isEmpty() ? title : QStringLiteral("%1 · %2").arg(badge, title));

    auto *frame = new ModeFrame(look);
    frame->setMode(mode);
    auto *inside = new QWidget;
    inside->setAutoFillBackground(true);
    inside->setBackgroundRole(QPalette::Base);
    frame->setContent(inside);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(frame);

    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(24, 18, 24, 16);
    column->setSpacing(12);
    column->addWidget(new TextLabel(look, TextStyle::Title, Role::Text, title));
    column->addLayout(m_content, 1);
    column->addLayout(m_buttons);
    m_content->setSpacing(8);
    m_buttons->addStretch(1);
    m_buttons->addWidget(m_cancel);
    m_cancel->setAutoDefault(true);
    m_cancel->setDefault(true);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void ModeDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        QDialog::keyPressEvent(event);
}

void ModeDialog::fitHeight(int width)
{
    m_fits = true;
    resize(width, hasHeightForWidth() ? heightForWidth(width) : sizeHint().height());
}

bool ModeDialog::event(QEvent *event)
{
    const bool done = QDialog::event(event);
    if (m_fits && event->type() == QEvent::LayoutRequest) {
        const int wanted = hasHeightForWidth() ? heightForWidth(width()) : sizeHint().height();
        const int most = screen()->availableGeometry().height() * 9 / 10;
        if (height() < std::min(wanted, most))
            resize(width(), std::min(wanted, most));
    }
    return done;
}

} // namespace relight
