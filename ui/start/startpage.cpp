#include "ui/start/startpage.h"

#include "ui/theme/amberbutton.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/statelabel.h"
#include "ui/theme/textlabel.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>

namespace relight {

namespace {

// A panel of one surface step with an edge; amber for what needs a person.
class Card : public QWidget
{
public:
    Card(const Look &look, Role fill, Role edge)
        : m_look(look)
        , m_fill(fill)
        , m_edge(edge)
    {
        connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(m_look.color(m_fill));
        painter.setPen(QPen(m_look.color(m_edge), 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    }

private:
    const Look &m_look;
    Role m_fill, m_edge;
};

QString ago(Timestamp then, Timestamp now)
{
    const auto passed = std::chrono::floor<Seconds>(std::max(now, then) - then);
    if (passed < Seconds{60})
        return StartPage::tr("less than a minute ago");
    if (passed < Seconds{3600})
        return StartPage::tr("%n min ago", nullptr, int(passed.count() / 60));
    if (passed < Seconds{86400})
        return StartPage::tr("%n h ago", nullptr, int(passed.count() / 3600));
    return StartPage::tr("%n d ago", nullptr, int(passed.count() / 86400));
}

QString day(const std::optional<Timestamp> &time)
{
    return time ? timestampText(*time).left(16).replace(u'T', u' ') : QString();
}

} // namespace

StartPage::StartPage(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_column(new QVBoxLayout)
    , m_problem(new TextLabel(look, TextStyle::Body, Role::Failed))
{
    auto *left = new QWidget;
    left->setLayout(m_column);
    m_column->setContentsMargins(34, 24, 34, 24);
    m_column->setSpacing(8);
    m_column->addWidget(new TextLabel(look, TextStyle::Heading, Role::Text, QStringLiteral("Relight")));
    m_column->addWidget(
        new TextLabel(look, TextStyle::Body, Role::Muted, tr("Bring a lost Kubernetes cluster back from Git.")));
    m_column->addWidget(m_problem);
    m_problem->hide();
    m_column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setAccessibleName(tr("Start"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(left);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(scroll, 1);
    row->addWidget(rail());
}

QWidget *StartPage::rail()
{
    auto *rail = new QWidget;
    rail->setAutoFillBackground(true);
    rail->setBackgroundRole(QPalette::Base);
    const auto fit = [rail] { rail->setFixedWidth(scaled(380, 620)); };
    fit();
    connect(&m_look, &Look::changed, rail, fit);
    auto *column = new QVBoxLayout(rail);
    column->setContentsMargins(28, 28, 28, 24);
    column->setSpacing(10);
    const auto part = [&](Role edge, const QString &title, const QString &text) {
        auto *row = new QHBoxLayout;
        row->setSpacing(14);
        auto *bar = new Card(m_look, edge, edge);
        bar->setFixedWidth(4);
        auto *words = new QVBoxLayout;
        words->setSpacing(2);
        words->addWidget(new TextLabel(m_look, TextStyle::BodyStrong, Role::Text, title));
        words->addWidget(new TextLabel(m_look, TextStyle::Small, Role::Muted, text));
        row->addWidget(bar);
        row->addLayout(words, 1);
        column->addLayout(row);
    };
    column->addWidget(new TextLabel(m_look, TextStyle::BodyStrong, Role::Text, tr("Begin")));
    m_open = new QPushButton(tr("Open a recovery manifest…"));
    m_open->setToolTip(tr("Ctrl+O"));
    connect(m_open, &QPushButton::clicked, this, &StartPage::openAsked);
    column->addWidget(m_open);
    auto *clone = new QPushButton(tr("Clone from a Git address…"));
    clone->setToolTip(tr("Ctrl+Shift+O"));
    connect(clone, &QPushButton::clicked, this, &StartPage::cloneAsked);
    column->addWidget(clone);
    auto *sample = new QPushButton(tr("Play the sample"));
    sample->setToolTip(tr("A drill of a made-up cluster: nothing real is touched, and you need nothing for it"));
    connect(sample, &QPushButton::clicked, this, &StartPage::sampleAsked);
    column->addWidget(sample);
    column->addSpacing(8);
    part(Role::LiveMode, tr("Live recovery"),
        tr("Real commands against a real cluster. Reading a manifest starts nothing: its plan and every command are "
           "shown "
           "first, and the cluster's name is typed before anything runs."));
    column->addSpacing(8);
    column->addWidget(new TextLabel(m_look, TextStyle::BodyStrong, Role::Text, tr("In the terminal")));
    column->addWidget(new TextLabel(m_look, TextStyle::Small, Role::Muted,
        tr("relight run FILE does the same without a window; relight plan FILE --shell prints a script that needs no "
           "Relight at all.")));
    column->addStretch(1);
    return rail;
}

void StartPage::showProblem(const QString &message)
{
    m_problem->setText(message);
    m_problem->setVisible(!message.isEmpty());
}

void StartPage::fill(const QStringList &manifests, const QList<RunEntry> &runs, Timestamp now)
{
    delete m_lists;
    m_lists = new QWidget;
    auto *column = new QVBoxLayout(m_lists);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    int past = 0;
    for (const RunEntry &run : runs) {
        if (run.canGoOn())
            column->addWidget(resumeCard(run, now));
    }
    const auto caption = [&](const QString &text) {
        column->addSpacing(8);
        column->addWidget(new TextLabel(m_look, TextStyle::BodyStrong, Role::Text, text));
    };
    if (!manifests.isEmpty()) {
        caption(tr("Recovery manifests"));
        for (const QString &path : manifests)
            column->addWidget(manifestRow(path));
    }
    for (const RunEntry &run : runs) {
        if (run.canGoOn())
            continue;
        if (past == 0)
            caption(tr("Recent runs"));
        if (++past > 8)
            break;
        column->addWidget(runRow(run));
    }
    if (manifests.isEmpty() && runs.isEmpty()) {
        column->addSpacing(24);
        for (const QString &line :
            {tr("1.  Write down in a recovery-manifest.yaml how your cluster is made, and keep it in Git."),
                tr("2.  Open it here: Relight checks it, shows its plan, and names what is missing."),
                tr("3.  When the cluster is lost, start the recovery; you approve, Relight does the rest.")})
            column->addWidget(new TextLabel(m_look, TextStyle::Value, Role::Text, line));
    }
    m_column->insertWidget(m_column->count() - 1, m_lists);
    m_lists->show();
}

void StartPage::focusContent()
{
    auto *resume = m_lists ? m_lists->findChild<AmberButton *>() : nullptr;
    (resume ? static_cast<QPushButton *>(resume) : m_open)->setFocus(Qt::OtherFocusReason);
}

QWidget *StartPage::resumeCard(const RunEntry &run, Timestamp now)
{
    auto *card = new Card(m_look, Role::NeedsFill, Role::NeedsYou);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(18, 14, 18, 14);
    row->setSpacing(14);
    auto *sign = new StateLabel(m_look, TextStyle::Body);
    sign->setGlyphSize(22);
    sign->setState(lookOf(StepState::AwaitingApproval), QString(u""));
    const QString title = run.lastEventAt
        ? tr("%1 recovery of %2 was interrupted %3").arg(lookOf(run.mode).badge, run.name, ago(*run.lastEventAt, now))
        : tr("%1 recovery of %2 never began").arg(lookOf(run.mode).badge, run.name);
    QString text = tr("%1 of %2 steps done.").arg(run.finished).arg(run.steps);
    if (!run.atStep.isEmpty())
        text += tr(" \"%1\" was not over.").arg(run.atStep);
    if (run.startedAt)
        text += tr(" The recovery clock keeps counting from %1 UTC.").arg(timestampText(*run.startedAt).sliced(11, 5));
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    auto *head = new TextLabel(m_look, TextStyle::Title, Role::Text, title);
    words->addWidget(head);
    words->addWidget(new TextLabel(m_look, TextStyle::Body, Role::Text, text));
    words->addWidget(new TextLabel(m_look, TextStyle::Caption, Role::Text,
        tr("Finished steps are not run again; what was interrupted is looked at first. %1").arg(run.id)));
    auto *resume = new AmberButton(m_look, tr("Resume…"));
    resume->setAccessibleName(tr("Resume the recovery of %1").arg(run.name));
    connect(resume, &QPushButton::clicked, this, [this, id = run.id] { Q_EMIT resumeAsked(id); });
    row->addWidget(sign, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(resume);
    return card;
}

QWidget *StartPage::manifestRow(const QString &path)
{
    auto *card = new Card(m_look, Role::Surface, Role::Border);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(14, 6, 12, 6);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    auto *name = new ElidedLabel(m_look, TextStyle::BodyStrong, Role::Text, Qt::ElideMiddle);
    name->setText(QFileInfo(path).fileName());
    auto *folder = new ElidedLabel(m_look, TextStyle::Caption, Role::Muted, Qt::ElideMiddle);
    folder->setText(QFileInfo(path).path());
    words->addWidget(name);
    words->addWidget(folder);
    auto *open = new QPushButton(tr("Open"));
    open->setAccessibleName(tr("Open %1").arg(path));
    connect(open, &QPushButton::clicked, this, [this, path] { Q_EMIT manifestAsked(path); });
    row->addLayout(words, 1);
    row->addWidget(open);
    return card;
}

QWidget *StartPage::runRow(const RunEntry &run)
{
    auto *card = new Card(m_look, Role::Surface, Role::Border);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(14, 6, 14, 6);
    row->setSpacing(16);
    auto *when = new TextLabel(m_look, TextStyle::Body, Role::Muted, day(run.startedAt));
    when->setWordWrap(false);
    auto *mode = new TextLabel(m_look, TextStyle::CaptionStrong, Role::Muted, lookOf(run.mode).badge);
    mode->setWordWrap(false);
    auto *name = new ElidedLabel(m_look, TextStyle::Body, Role::Text, Qt::ElideMiddle);
    name->setText(run.name.isEmpty() ? run.id : run.name);
    auto *state = new StateLabel(m_look, TextStyle::Body);
    if (!run.damage.isEmpty())
        state->setState(lookOf(RunPhase::Failed), tr("Journal damaged: %1").arg(run.damage));
    else if (!run.runningElsewhere.isEmpty())
        state->setState(lookOf(RunPhase::Running), tr("Running in another program: %1").arg(run.runningElsewhere));
    else if (!run.isOver())
        state->setState(lookOf(RunPhase::Cancelled), tr("Not finished"));
    else
        state->setState(lookOf(run.phase));
    row->addWidget(when);
    row->addWidget(mode);
    row->addWidget(name, 1);
    row->addWidget(state, 1);
    if (run.startedAt && run.endedAt) {
        const QString took = clockText(std::chrono::floor<Seconds>(*run.endedAt - *run.startedAt));
        auto *time = new TextLabel(
            m_look, TextStyle::Body, Role::Text, run.rto ? tr("%1 of %2").arg(took, clockText(*run.rto)) : took);
        time->setWordWrap(false);
        row->addWidget(time);
    }
    return card;
}

} // namespace relight
