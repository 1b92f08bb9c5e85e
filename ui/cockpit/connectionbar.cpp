#include "ui/cockpit/connectionbar.h"

#include "ui/cockpit/connectionwords.h"
#include "ui/theme/statelabel.h"

#include <QHBoxLayout>

namespace relight {

ConnectionBar::ConnectionBar(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_sleep(new StateLabel(look, TextStyle::Caption))
{
    setAccessibleName(tr("Connections"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 0, 10, 0);
    row->setSpacing(18);
    for (int i = 0; i < 4; ++i)
        m_labels << new StateLabel(look, TextStyle::Caption);
    for (StateLabel *label : m_labels + QList{m_sleep}) {
        label->setGlyphSize(14);
        label->setRole(Role::Muted);
        label->hide();
        row->addWidget(label);
    }
    row->addStretch(1);
}

void ConnectionBar::show(const QList<Connection> &connections)
{
    if (connections == m_connections)
        return;
    m_connections = connections;
    update();
}

void ConnectionBar::showSleep(bool heldOff, const QString &text, const QString &whole)
{
    m_sleepText = text;
    m_sleep->setState(heldOff ? StateLook{Glyph::Ok, Role::Ok, text} : StateLook{Glyph::Warn, Role::Warn, text}, text);
    m_sleep->setToolTip(whole);
    m_sleep->setVisible(!text.isEmpty());
}

void ConnectionBar::setBrief(bool brief)
{
    if (std::exchange(m_brief, brief) != brief)
        update();
}

void ConnectionBar::update()
{
    for (qsizetype i = 0; i < m_labels.size(); ++i) {
        const bool there = i < m_connections.size();
        m_labels.at(i)->setVisible(there);
        if (!there)
            continue;
        const ConnectionWords words = wordsFor(m_connections.at(i));
        // What is wrong keeps its words, however little room there is.
        const bool wrong = m_connections.at(i).health == Connection::Health::Stale
            || m_connections.at(i).health == Connection::Health::Troubled;
        m_labels.at(i)->setState(words.look, m_brief && !wrong ? words.brief : words.text);
        m_labels.at(i)->setAccessibleName(words.whole);
        m_labels.at(i)->setToolTip(words.whole);
    }
}

QStringList ConnectionBar::texts() const
{
    QStringList all;
    for (const Connection &connection : m_connections)
        all << wordsFor(connection).text;
    if (!m_sleepText.isEmpty())
        all << m_sleepText;
    return all;
}

} // namespace relight
