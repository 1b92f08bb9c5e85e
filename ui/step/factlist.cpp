#include "ui/step/factlist.h"

#include "ui/theme/elidedlabel.h"
#include "ui/theme/textlabel.h"

#include <QGridLayout>

namespace relight {

FactList::FactList(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
}

void FactList::addRow()
{
    auto *name = new TextLabel(m_look, TextStyle::Body, Role::Muted);
    name->setWordWrap(false);
    name->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred); // a long value gives way, never the name
    auto *value = new ElidedLabel(m_look, TextStyle::Body, Role::Text, Qt::ElideMiddle);
    const int row = int(m_rows.size());
    m_grid->addWidget(name, row, 0);
    m_grid->addWidget(value, row, 1);
    m_rows << std::pair(name, value);
}

void FactList::setFacts(const QList<StepFact> &facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    while (m_rows.size() < facts.size())
        addRow();
    for (qsizetype row = 0; row < m_rows.size(); ++row) {
        const auto [name, value] = m_rows.at(row);
        const bool used = row < facts.size();
        name->setVisible(used);
        value->setVisible(used);
        if (!used)
            continue;
        name->setText(facts.at(row).name);
        value->setText(facts.at(row).value);
        value->setAccessibleName(QStringLiteral("%1: %2").arg(facts.at(row).name, facts.at(row).value));
    }
}

} // namespace relight
