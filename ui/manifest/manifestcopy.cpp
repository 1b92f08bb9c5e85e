#include "ui/manifest/manifestcopy.h"

#include "ui/manifest/manifestdesk.h"
#include "ui/manifest/manifesteditor.h"
#include "ui/theme/panels.h"
#include "ui/theme/statelabel.h"

#include <QVBoxLayout>

namespace relight {

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
    m_desk->setProblemsHead(text.isEmpty() ? tr("This run kept no copy of its manifest") : path);
    m_desk->setDiagnostics({});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addWidget(separator(Qt::Horizontal));
    column->addWidget(m_desk, 1);
}

} // namespace relight
