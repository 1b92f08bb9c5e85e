#include "ui/consent/decisionform.h"

#include "ui/consent/decisionwords.h"
#include "ui/consent/typedname.h"
#include "ui/theme/codebox.h"
#include "ui/theme/textlabel.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace relight {

DecisionForm::DecisionForm(const Look &look, int listLines, QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(look, TextStyle::BodyStrong, Role::Text))
    , m_reason(new TextLabel(look, TextStyle::Body, Role::Text))
    , m_question(new TextLabel(look, TextStyle::Body, Role::Text))
    , m_subject(new TextLabel(look, TextStyle::Caption, Role::Muted))
    , m_details(new CodeBox(look, 1, listLines))
    , m_typed(new TypedName)
    , m_comment(new QLineEdit)
    , m_approve(new QPushButton)
    , m_refuse(new QPushButton)
{
    m_details->setAccessibleName(tr("What exactly"));
    m_comment->setPlaceholderText(tr("Evidence or comment for the journal (optional)"));
    m_comment->setAccessibleName(tr("Comment"));
    for (QPushButton *button : {m_approve, m_refuse})
        button->setAutoDefault(false);
    auto *buttons = new QVBoxLayout; // below one another: the names of clusters are long
    buttons->addWidget(m_approve);
    buttons->addWidget(m_refuse);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_reason})
        column->addWidget(part);
    column->addWidget(m_details, 1);
    for (QWidget *part : std::initializer_list<QWidget *>{m_subject, m_question, m_typed, m_comment})
        column->addWidget(part);
    column->addLayout(buttons);

    connect(m_typed, &TypedName::matchChanged, m_approve, &QWidget::setEnabled);
    connect(m_typed, &TypedName::confirmed, this, &DecisionForm::grant);
    connect(m_approve, &QPushButton::clicked, this, &DecisionForm::grant);
    connect(m_refuse, &QPushButton::clicked, this, [this] { Q_EMIT refused(m_decisions); });
}

void DecisionForm::ask(const QList<Decision> &decisions, const QString &cluster)
{
    if (decisions == m_decisions || decisions.isEmpty())
        return;
    const bool another = m_decisions.isEmpty() || m_decisions.first().id != decisions.first().id;
    m_decisions = decisions;
    const Decision &first = decisions.first();
    const DecisionWords words = wordsFor(first, cluster);
    if (another) {
        m_typed->clear();
        m_comment->clear();
    }
    m_typed->expect(cluster);
    m_title->setText(decisions.size() > 1 ? tr("%n DNS changes wait for one approval", nullptr, int(decisions.size()))
                                          : first.title);
    m_reason->setText(first.reason);
    m_reason->setVisible(!first.reason.isEmpty());
    showDetails();
    m_subject->setText(tr("Bound to %1").arg(first.subject));
    m_subject->setVisible(first.typed && !first.subject.isEmpty());
    m_question->setText(words.question + (words.question.isEmpty() ? QString() : QStringLiteral(" "))
        + tr("Type the cluster name to confirm."));
    m_question->setVisible(first.typed);
    m_typed->setVisible(first.typed);
    m_comment->setVisible(first.kind == DecisionKind::ManualStep);
    m_approve->setText(m_keys ? u'&' + words.action : words.action);
    m_refuse->setText(m_keys ? tr("Re&fuse and pause") : tr("Refuse and pause"));
    m_approve->setEnabled(!first.typed || m_typed->matches());
    m_refuse->setVisible(words.mayRefuse);
    setAccessibleName(first.title);
}

void DecisionForm::setSeenBeside(const QStringList &details)
{
    if (details == m_seenBeside)
        return;
    m_seenBeside = details;
    showDetails();
}

void DecisionForm::showDetails()
{
    QStringList details;
    for (const Decision &decision : m_decisions) {
        if (m_decisions.size() > 1)
            details << decision.title;
        for (const QString &detail : decision.details)
            details << (m_decisions.size() > 1 ? QStringLiteral("    ") + detail : detail);
    }
    m_details->setLines(details);
    m_details->setVisible(!details.isEmpty() && details != m_seenBeside);
}

void DecisionForm::focusFirst()
{
    for (QLineEdit *field : {static_cast<QLineEdit *>(m_typed), m_comment}) {
        if (field->isVisibleTo(this))
            return field->setFocus(Qt::OtherFocusReason);
    }
}

void DecisionForm::grant()
{
    if (m_decisions.isEmpty() || (m_decisions.first().typed && !m_typed->matches()))
        return;
    Q_EMIT granted(m_decisions, m_comment->text().trimmed());
}

} // namespace relight
