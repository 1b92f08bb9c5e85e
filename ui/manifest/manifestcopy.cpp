#include "ui/manifest/manifestcopy.h"

#include "models/manifest/manifestparser.h"
#include "models/plan/planfor.h"
#include "ui/manifest/manifestdesk.h"
#include "ui/manifest/manifesteditor.h"
#include "ui/theme/panels.h"
#include "ui/theme/statelabel.h"

#include <QVBoxLayout>

namespace relight {

// What could be warned of at the start, and what this version takes another way than the one that started the run.
static QList<Diagnostic> problemsOf(const QString &text)
{
    ParsedManifest parsed = parseManifest(text.toUtf8());
    if (parsed.manifest) {
        if (const auto plan = planFor(*parsed.manifest); !plan)
            parsed.diagnostics += plan.error();
    }
    sortByPlace(parsed.diagnostics);
    return parsed.diagnostics;
}

ManifestCopy::ManifestCopy(const Look &look, const QString &text, const QString &path, QWidget *parent)
    : QWidget(parent)
    , m_desk(new ManifestDesk(look))
{
    auto *why = new StateLabel(look, TextStyle::Small);
    why->setState({Glyph::Note, Role::Muted, {}},
        tr("Read-only: the run uses its own copy, as it was at the start. What is changed in the file counts for the "
           "next run."));
    why->setToolTip(path);
    QWidget *head = surface();
    auto *row = new QVBoxLayout(head);
    row->setContentsMargins(12, 7, 12, 7);
    row->addWidget(why);
    m_desk->setText(text);
    m_desk->editor()->setReadOnly(true);
    m_desk->editor()->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_desk->editor()->setAccessibleDescription(tr("Read-only: the run's own copy"));
    if (text.isEmpty())
        m_desk->setProblemsHead(tr("This run kept no copy of its manifest"));
    else
        m_desk->setDiagnostics(problemsOf(text));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addWidget(separator(Qt::Horizontal));
    column->addWidget(m_desk, 1);
}

} // namespace relight
