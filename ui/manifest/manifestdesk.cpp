#include "ui/manifest/manifestdesk.h"

#include "models/manifest/remedy.h"
#include "ui/manifest/findbar.h"
#include "ui/manifest/manifesteditor.h"
#include "ui/manifest/outlinelist.h"
#include "ui/manifest/problemlist.h"
#include "ui/theme/panels.h"
#include "ui/theme/textlabel.h"

#include <QFile>
#include <QSplitter>
#include <QTextBlock>
#include <QTimer>
#include <QVBoxLayout>

namespace relight {

static QByteArray schemaBytes()
{
    QFile compiledIn(QStringLiteral(":/relight/schema/recovery-manifest.schema.json"));
    return compiledIn.open(QIODevice::ReadOnly) ? compiledIn.readAll() : QByteArray();
}

static QVBoxLayout *columnOf(QWidget *widget)
{
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    return column;
}

ManifestDesk::ManifestDesk(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_schema(schemaBytes())
    , m_editor(new ManifestEditor(look, m_schema))
    , m_find(new FindBar(look, *m_editor))
    , m_outline(new OutlineList(look))
    , m_problems(new ProblemList(look))
    , m_problemsHead(new TextLabel(look, TextStyle::Small, Role::Muted))
    , m_centre(new QWidget)
    , m_writing(new QWidget)
    , m_across(new QSplitter(Qt::Horizontal))
    , m_down(new QSplitter(Qt::Vertical))
    , m_reading(new QTimer(this))
{
    QWidget *left = surface();
    left->setMinimumWidth(scaled(150, 240));
    m_left = columnOf(left);
    auto *title = new TextLabel(look, TextStyle::BodyStrong, Role::Text, tr("Outline"));
    title->setContentsMargins(12, 7, 12, 5);
    m_left->addWidget(title);
    m_left->addWidget(m_outline, 1);

    QWidget *below = surface();
    QVBoxLayout *belowColumn = columnOf(below);
    m_problemsHead->setContentsMargins(12, 5, 12, 3);
    m_problemsHead->setWordWrap(false);
    belowColumn->addWidget(m_problemsHead);
    belowColumn->addWidget(m_problems, 1);
    belowColumn->addStretch(0);
    m_problemsHead->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    QVBoxLayout *writing = columnOf(m_writing);
    writing->addWidget(m_find);
    m_down->addWidget(m_editor);
    m_down->addWidget(below);
    m_down->setStretchFactor(0, 1);
    m_down->setCollapsible(0, false);
    m_down->setSizes({600, 120});
    writing->addWidget(m_down, 1);
    m_middle = columnOf(m_centre);
    m_middle->addWidget(m_writing);

    m_across->addWidget(left);
    m_across->addWidget(m_centre);
    m_across->setStretchFactor(0, 0);
    m_across->setStretchFactor(1, 1);
    m_across->setCollapsible(1, false);
    m_across->setSizes({scaled(215, 300), 1000});
    columnOf(this)->addWidget(m_across);

    m_reading->setSingleShot(true);
    m_reading->setInterval(100);
    connect(m_reading, &QTimer::timeout, this, [this] { m_outline->setOutline(outlineOf(m_editor->text())); });
    connect(m_editor, &ManifestEditor::edited, m_reading, qOverload<>(&QTimer::start));
    connect(m_editor, &ManifestEditor::findAsked, m_find, &FindBar::open);
    connect(m_editor, &ManifestEditor::caretMoved, this, [this](int line) {
        m_outline->showLine(line);
        m_problems->showLine(line);
    });
    connect(m_outline, &OutlineList::lineAsked, this, [this](int line) { goTo(line, 1); });
    connect(m_problems, &ProblemList::placeAsked, this, &ManifestDesk::goTo);
    connect(m_problems, &ProblemList::mendAsked, this, &ManifestDesk::mend);
    connect(m_editor, &ManifestEditor::mendAsked, this, [this](int line) {
        for (const Diagnostic &each : std::as_const(m_diagnostics)) {
            if (each.at.line == line && each.remedy.kind != Remedy::Kind::None)
                return mend(Diagnostic(each)); // the list is another one after it
        }
    });
}

void ManifestDesk::mend(const Diagnostic &diagnostic)
{
    if (m_editor->isReadOnly() || diagnostic.remedy.kind == Remedy::Kind::None)
        return;
    const auto change = mended(m_editor->text(), diagnostic, m_schema);
    if (!change)
        return setProblemsHead(tr("Nothing was changed: %1").arg(change.error()));
    m_editor->apply(change->edit.at, change->edit.length, change->edit.text);
    const QTextBlock block = m_editor->document()->findBlock(int(change->caret));
    goTo(block.blockNumber() + 1, int(change->caret) - block.position() + 1);
    if (diagnostic.remedy.kind == Remedy::Kind::AddKey)
        m_editor->complete(); // its value is for a person to say
}

void ManifestDesk::setText(const QString &text)
{
    m_editor->setText(text);
    m_outline->setOutline(outlineOf(text));
    m_outline->showLine(m_editor->caretLine());
}

static QString countText(const QList<Diagnostic> &diagnostics)
{
    const int errors = int(std::ranges::count(diagnostics, Severity::Error, &Diagnostic::severity));
    const int warnings = int(diagnostics.size()) - errors;
    QStringList parts;
    if (errors > 0)
        parts << (errors == 1 ? ManifestDesk::tr("1 error") : ManifestDesk::tr("%n errors", nullptr, errors));
    if (warnings > 0)
        parts << (warnings == 1 ? ManifestDesk::tr("1 warning") : ManifestDesk::tr("%n warnings", nullptr, warnings));
    return parts.isEmpty() ? ManifestDesk::tr("none") : parts.join(QStringLiteral(", "));
}

void ManifestDesk::setDiagnostics(const QList<Diagnostic> &diagnostics)
{
    setProblemsHead(tr("Problems: %1").arg(countText(diagnostics)));
    m_diagnostics = diagnostics;
    m_editor->setDiagnostics(diagnostics);
    m_outline->setDiagnostics(diagnostics);
    m_problems->setDiagnostics(diagnostics, !m_editor->isReadOnly());
    m_problems->setVisible(!diagnostics.isEmpty());
    m_problems->showLine(m_editor->caretLine());
}

void ManifestDesk::setProblemsHead(const QString &text)
{
    m_problemsHead->setText(text);
}

QString ManifestDesk::problemsHead() const
{
    return m_problemsHead->text();
}

void ManifestDesk::addBelowOutline(QWidget *widget)
{
    m_left->addWidget(separator(Qt::Horizontal));
    m_left->addWidget(widget);
}

void ManifestDesk::addBeside(QWidget *widget, int width)
{
    m_across->addWidget(widget);
    m_across->setStretchFactor(2, 0);
    m_across->setSizes({scaled(265, 320), 1000, scaled(width, 420)});
}

void ManifestDesk::setInEditorsPlace(QWidget *widget)
{
    for (int i = 1; i < m_middle->count(); ++i)
        m_middle->itemAt(i)->widget()->hide();
    if (widget && m_middle->indexOf(widget) < 0)
        m_middle->addWidget(widget);
    m_writing->setVisible(!widget);
    if (widget)
        widget->show();
}

QByteArray ManifestDesk::layoutState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly); // a nameless one writes its first array as a C string
    stream << m_across->saveState() << m_down->saveState();
    return state;
}

void ManifestDesk::restoreLayout(const QByteArray &state)
{
    QByteArray across, down;
    QDataStream stream(state);
    stream >> across >> down;
    if (stream.status() != QDataStream::Ok)
        return; // never kept yet
    m_across->restoreState(across);
    m_down->restoreState(down);
}

void ManifestDesk::goTo(int line, int column)
{
    const bool away = m_writing->isHidden();
    setInEditorsPlace(nullptr);
    m_editor->goTo(line, column);
    m_editor->setFocus(Qt::OtherFocusReason);
    if (away)
        Q_EMIT editorShown();
}

} // namespace relight
