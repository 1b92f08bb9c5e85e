#include "ui/start/manifestpage.h"

#include "ui/start/planlist.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/statelabel.h"
#include "ui/theme/textlabel.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>

namespace relight {

ManifestPage::ManifestPage(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_title(new TextLabel(look, TextStyle::Heading, Role::Text))
    , m_figures(new TextLabel(look, TextStyle::Body, Role::Text))
    , m_found(new TextLabel(look, TextStyle::BodyStrong, Role::Text))
    , m_path(new ElidedLabel(look, TextStyle::Small, Role::Muted, Qt::ElideMiddle))
    , m_digest(new ElidedLabel(look, TextStyle::Caption, Role::Muted, Qt::ElideMiddle))
    , m_verdict(new StateLabel(look, TextStyle::Body))
    , m_start(new QPushButton(tr("Start live recovery…")))
    , m_diagnostics(new QListWidget)
    , m_planHead(new TextLabel(look, TextStyle::BodyStrong, Role::Text))
    , m_plan(new PlanList)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *reload = new QPushButton(tr("Read again"));
    auto *back = new QPushButton(tr("Back"));
    connect(m_start, &QPushButton::clicked, this, &ManifestPage::startAsked);
    connect(reload, &QPushButton::clicked, this, &ManifestPage::reloadAsked);
    connect(back, &QPushButton::clicked, this, &ManifestPage::backAsked);
    m_diagnostics->setFrameShape(QFrame::NoFrame);
    m_diagnostics->setWordWrap(true);
    m_diagnostics->setAccessibleName(tr("What is wrong with the manifest"));
    m_diagnostics->setSelectionMode(QAbstractItemView::SingleSelection);
    m_title->setWordWrap(false);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);

    auto *words = new QVBoxLayout;
    words->setSpacing(3);
    words->addWidget(m_title);
    words->addWidget(m_path);
    words->addWidget(m_digest);
    auto *head = new QHBoxLayout;
    head->addLayout(words, 1);
    for (QPushButton *button : {back, reload, m_start})
        head->addWidget(button, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(34, 22, 34, 20);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_verdict);
    column->addWidget(m_figures);
    column->addSpacing(6);
    column->addWidget(m_found);
    column->addWidget(m_diagnostics, 1);
    column->addWidget(m_planHead);
    column->addWidget(m_plan, 4);
    connect(&look, &Look::changed, this, [this] { fillDiagnostics(m_manifest); });
}

void ManifestPage::fill(const OpenedManifest &manifest)
{
    m_manifest = manifest;
    m_title->setText(manifest.name.isEmpty() ? tr("Recovery manifest") : manifest.name);
    m_path->setText(manifest.path);
    m_digest->setText(manifest.digest.isEmpty() ? QString()
            : manifest.digestCoversTree         ? tr("%1, with all it names in its repository").arg(manifest.digest)
                                                : tr("%1, the file alone").arg(manifest.digest));
    const auto errors = std::ranges::count(manifest.diagnostics, Severity::Error, &Diagnostic::severity);
    const auto warnings = manifest.diagnostics.size() - errors;
    if (!manifest.plan)
        m_verdict->setState(lookOf(StepState::Failed), tr("Cannot be used. Errors: %1").arg(errors));
    else if (warnings > 0)
        m_verdict->setState(lookOf(ReadinessVerdict::Attention), tr("Can be used. Warnings: %1").arg(warnings));
    else
        m_verdict->setState(lookOf(ReadinessVerdict::Good), tr("Can be used"));
    m_found->setText(manifest.plan ? tr("Warnings") : tr("What is wrong, in the order of the file"));
    m_found->setVisible(!manifest.diagnostics.isEmpty());
    m_diagnostics->setVisible(!manifest.diagnostics.isEmpty());
    m_start->setEnabled(manifest.plan.has_value());
    m_start->setToolTip(manifest.plan ? QString() : tr("Mend the errors first; then read the file again"));
    m_planHead->setVisible(manifest.plan.has_value());
    m_plan->setVisible(manifest.plan.has_value());
    m_figures->setVisible(manifest.plan.has_value());
    if (manifest.plan) {
        const CriticalPath &path = manifest.plan->criticalPath;
        QString figures
            = tr("%n steps; the longest chain of them takes %1 to %2", nullptr, int(manifest.plan->steps.size()))
                  .arg(clockText(path.low), clockText(path.high));
        const auto &rto = manifest.plan->rto;
        if (rto)
            figures += tr(", the objective is %1").arg(clockText(*rto));
        if (rto && *rto < path.low)
            figures += tr(": by these estimates it is missed");
        else if (rto && *rto < path.high)
            figures += tr(": by these estimates it may be missed");
        m_figures->setText(figures + u'.');
        m_planHead->setText(tr("Plan (the longest chain in bold)"));
        m_plan->fill(*manifest.plan);
    }
    fillDiagnostics(manifest);
}

void ManifestPage::focusContent()
{
    if (m_manifest.plan)
        m_plan->setFocus(Qt::OtherFocusReason);
    else
        m_diagnostics->setFocus(Qt::OtherFocusReason);
}

void ManifestPage::fillDiagnostics(const OpenedManifest &manifest)
{
    m_diagnostics->clear();
    for (const Diagnostic &diagnostic : manifest.diagnostics) {
        const bool error = diagnostic.severity == Severity::Error;
        const QString where = tr("Line %1, column %2").arg(diagnostic.at.line).arg(diagnostic.at.column);
        const QString path = diagnostic.path.isEmpty() ? QString() : QStringLiteral("   %1").arg(diagnostic.path);
        auto *item
            = new QListWidgetItem(QStringLiteral("%1%2\n%3").arg(where, path, diagnostic.message), m_diagnostics);
        const StateLook state = lookOf(error ? ReadinessVerdict::Bad : ReadinessVerdict::Attention);
        item->setIcon(m_look.glyph(state.glyph, state.tint, 16, devicePixelRatioF()));
        item->setData(Qt::AccessibleTextRole,
            QStringLiteral("%1, %2: %3").arg(error ? tr("Error") : tr("Warning"), where, diagnostic.message));
    }
}

} // namespace relight
