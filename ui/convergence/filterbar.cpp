#include "ui/convergence/filterbar.h"

#include "ui/convergence/applicationwords.h"
#include "ui/theme/elidedlabel.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace relight {

FilterBar::FilterBar(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_grid(new QGridLayout)
    , m_field(new QLineEdit)
    , m_hiddenRow(new QWidget)
    , m_hidden(new ElidedLabel(look, TextStyle::Caption, Role::Muted, Qt::ElideRight))
    , m_all(new QPushButton(tr("Show all")))
{
    m_grid->setSpacing(6);
    m_grid->setColumnStretch(int(m_chips.size()), 1);
    for (QToolButton *&chip : m_chips) {
        chip = new QToolButton(this);
        chip->setCheckable(true);
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setIconSize({14, 14});
        chip->setFocusPolicy(Qt::StrongFocus);
        connect(chip, &QToolButton::toggled, this, &FilterBar::changed);
    }
    m_chips[0]->setToolTip(tr("Degraded, failed to sync, or not to be compared with Git"));
    m_chips[1]->setToolTip(tr("Not in the cluster, or its health is not known"));
    m_chips[2]->setToolTip(tr("Progressing, suspended or out of sync"));
    m_chips[3]->setToolTip(tr("Looks green, and may not be: no resources, an old revision, held, auto-sync off, "
                              "differences ignored, suspended"));
    m_field->setPlaceholderText(tr("Name, kind:Deployment, ns:payments, wave:2"));
    m_field->setAccessibleName(tr("Filter applications"));
    m_field->setToolTip(
        tr("Words in name, namespace, project, path, labels or message; kind:, ns: and wave: look there "
           "alone (Ctrl+Shift+F)"));
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    auto *hidden = new QHBoxLayout(m_hiddenRow);
    hidden->setContentsMargins(0, 0, 0, 0);
    hidden->addWidget(m_hidden, 1);
    hidden->addWidget(m_all);
    m_hiddenRow->hide();
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(10, 6, 10, 6);
    all->setSpacing(4);
    all->addLayout(m_grid);
    all->addWidget(m_field);
    all->addWidget(m_hiddenRow);
    connect(m_field, &QLineEdit::textChanged, this, &FilterBar::changed);
    connect(m_all, &QPushButton::clicked, this, [this] {
        clear();
        Q_EMIT left(); // the button goes away
    });
    connect(&look, &Look::changed, this, &FilterBar::paintAs);
    paintAs();
    setTotals({});
}

void FilterBar::paintAs()
{
    static constexpr std::array<std::pair<Glyph, Role>, 4> signs{{{Glyph::Degraded, Role::Failed},
        {Glyph::Missing, Role::Warn}, {Glyph::Running, Role::Running}, {Glyph::Warn, Role::Warn}}};
    const int side = scaled(14);
    for (std::size_t i = 0; i < signs.size(); ++i) {
        m_chips[i]->setIcon(m_look.glyph(signs[i].first, signs[i].second, side, devicePixelRatioF()));
        m_chips[i]->setIconSize({side, side});
    }
}

// In one row where it is wide enough for all their words, else in two.
void FilterBar::layChips()
{
    int wanted = layout()->contentsMargins().left() + layout()->contentsMargins().right() - m_grid->spacing();
    for (const QToolButton *chip : m_chips)
        wanted += chip->sizeHint().width() + m_grid->spacing();
    const int columns = int(width() < wanted ? m_chips.size() / 2 : m_chips.size());
    if (columns == std::exchange(m_columns, columns))
        return;
    for (int i = 0; i < int(m_chips.size()); ++i)
        m_grid->addWidget(m_chips[std::size_t(i)], i / columns, i % columns);
}

void FilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layChips();
}

ApplicationFilter FilterBar::filter() const
{
    ApplicationFilter filter;
    if (m_chips[0]->isChecked())
        filter.troubles << Trouble::Broken;
    if (m_chips[1]->isChecked())
        filter.troubles << Trouble::Missing;
    if (m_chips[2]->isChecked())
        filter.troubles << Trouble::Progressing << Trouble::OutOfSync;
    filter.falseGreen = m_chips[3]->isChecked();
    filter.text = m_field->text();
    return filter;
}

void FilterBar::setTotals(const ApplicationTotals &totals)
{
    m_chips[0]->setText(tr("%n broken", nullptr, totals.broken));
    m_chips[1]->setText(tr("%n missing", nullptr, totals.missing));
    m_chips[2]->setText(tr("%n on the way", nullptr, totals.progressing));
    m_chips[3]->setText(tr("%n false green", nullptr, totals.falseGreen));
    layChips();
    const bool on = !filter().isOff();
    m_hiddenRow->setVisible(on);
    const QString all = applicationCount(totals.counts.total());
    if (on)
        m_hidden->setText(totals.hidden == 0 ? tr("The filter hides none of %1").arg(all)
                                             : tr("The filter hides %1 of %2").arg(totals.hidden).arg(all));
}

void FilterBar::begin()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FilterBar::clear()
{
    {
        const QSignalBlocker quiet(this);
        for (QToolButton *chip : m_chips)
            chip->setChecked(false);
        m_field->clear();
    }
    Q_EMIT changed();
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Down) {
            Q_EMIT left();
            return true;
        }
        if (key == Qt::Key_Escape && !m_field->text().isEmpty()) {
            m_field->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace relight
