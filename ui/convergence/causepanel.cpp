#include "ui/convergence/causepanel.h"

#include "ui/theme/statelabel.h"
#include "ui/theme/states.h"
#include "ui/theme/textlabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>

namespace relight {

static constexpr int longest = 320; // characters on screen; Copy and the tooltip have all

CausePanel::CausePanel(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_lead(new TextLabel(look, TextStyle::Caption, Role::Muted))
    , m_sentence(new QLabel)
    , m_more(new TextLabel(look, TextStyle::Caption, Role::Muted))
    , m_result(new StateLabel(look, TextStyle::Small))
    , m_copy(new QPushButton(tr("Copy")))
    , m_buttons(new QHBoxLayout)
{
    m_lead->setWordWrap(true);
    QFont font = textFont(TextStyle::Value);
    font.setWeight(QFont::Medium);
    m_sentence->setFont(font);
    m_sentence->setTextFormat(Qt::RichText);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextBrowserInteraction | Qt::LinksAccessibleByKeyboard);
    m_copy->setToolTip(tr("Copy the sentence as plain text"));
    m_result->hide();
    m_more->hide();
    m_buttons->setSpacing(2);
    m_buttons->addWidget(m_copy);
    auto *head = new QHBoxLayout; // the sentence has the whole width below
    head->setSpacing(12);
    head->addWidget(m_lead, 1);
    head->addLayout(m_buttons);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(14, 5, 10, 9);
    all->setSpacing(3);
    all->addLayout(head);
    all->addWidget(m_sentence);
    all->addWidget(m_more);
    all->addWidget(m_result);
    connect(m_sentence, &QLabel::linkActivated, this, &CausePanel::open);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_plain); });
    connect(&look, &Look::changed, this, &CausePanel::show);
}

void CausePanel::addButton(QWidget *button)
{
    m_buttons->addWidget(button);
}

void CausePanel::setCause(const Cause &cause, bool chosenByPerson)
{
    if (m_empty.isEmpty() && cause == m_cause && chosenByPerson == m_chosen)
        return; // a link that has the focus keeps it
    m_empty.clear();
    m_cause = cause;
    m_chosen = chosenByPerson;
    show();
}

void CausePanel::setEmpty(const QString &text)
{
    if (m_empty == text)
        return;
    m_empty = text;
    m_cause = {};
    show();
}

void CausePanel::setResult(const QString &text, bool refused)
{
    m_result->setVisible(!text.isEmpty());
    m_result->setState({refused ? Glyph::Failed : Glyph::Ok, refused ? Role::Failed : Role::Ok, {}}, text.simplified());
}

QString CausePanel::resultText() const
{
    return m_result->isHidden() ? QString() : m_result->accessibleName();
}

QString CausePanel::html() const
{
    return m_sentence->text();
}

void CausePanel::open(const QString &link)
{
    const qsizetype index = link.toLongLong();
    if (index < 0 || index >= m_cause.parts.size())
        return;
    const CausePart part = m_cause.parts.at(index); // by value: what is asked may change the sentence
    if (!part.application.isEmpty())
        Q_EMIT applicationAsked(part.application);
    else if (part.resource)
        Q_EMIT resourceAsked(*part.resource);
}

void CausePanel::show()
{
    QString lead, html, more;
    switch (m_cause.state) {
    case Cause::State::Nothing:
        html = m_empty.toHtmlEscaped();
        break;
    case Cause::State::Well:
        lead = m_cause.name;
        html = tr("Nothing blocks it.");
        break;
    case Cause::State::Waiting:
        lead = tr("%1 is on its way").arg(m_cause.name);
        break;
    case Cause::State::Blocked:
        lead = m_chosen ? tr("%1 is blocked because").arg(m_cause.name)
                        : tr("First of what is not well: %1 is blocked because").arg(m_cause.name);
        break;
    case Cause::State::NotFound:
        lead = tr("%1 is not well").arg(m_cause.name);
        html = tr("No cause found yet");
        more = tr("Looked at: %1").arg(m_cause.lookedAt.join(tr(", ")));
        break;
    }
    int left = longest;
    for (qsizetype i = 0; i < m_cause.parts.size() && left > 0; ++i) {
        const CausePart &part = m_cause.parts.at(i);
        const QString text
            = (part.text.size() > left ? part.text.left(left) + QChar(0x2026) : part.text).toHtmlEscaped();
        left -= int(part.text.size());
        html += part.application.isEmpty() && !part.resource
            ? text
            : QStringLiteral("<a href=\"%1\" style=\"color:%2\">%3</a>")
                  .arg(i)
                  .arg(m_look.color(Role::Accent).name(), text);
    }
    const QString said = m_cause.parts.isEmpty() ? (m_empty.isEmpty() ? html : m_empty) : m_cause.text();
    m_plain
        = lead.isEmpty() ? said : lead + (m_cause.parts.isEmpty() ? QStringLiteral(": ") : QStringLiteral(" ")) + said;
    if (!more.isEmpty())
        m_plain += u'\n' + more;
    // Only the window's own text has no name in it that could be taken for markup.
    m_lead->setText(lead);
    m_sentence->setText(html);
    m_sentence->setAccessibleName(m_plain);
    m_sentence->setToolTip(m_plain.toHtmlEscaped());
    m_more->setText(more);
    m_more->setVisible(!more.isEmpty());
    m_copy->setEnabled(!m_plain.isEmpty());
}

} // namespace relight
