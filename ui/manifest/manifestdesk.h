#pragma once
// Outline, editor, find and problems put together: what the page of an opened manifest and a run's own copy share.
// Knows no file. GUI thread.

#include "models/manifest/diagnostic.h"
#include "models/manifest/schema.h"
#include "ui/theme/look.h"

#include <QWidget>

class QSplitter;
class QTimer;
class QVBoxLayout;

namespace relight {

class FindBar;
class ManifestEditor;
class OutlineList;
class ProblemList;
class TextLabel;

class ManifestDesk : public QWidget
{
    Q_OBJECT
public:
    explicit ManifestDesk(const Look &look, QWidget *parent = nullptr);

    ManifestEditor *editor() const { return m_editor; }
    ProblemList *problems() const { return m_problems; }
    OutlineList *outline() const { return m_outline; }
    FindBar *findBar() const { return m_find; }
    const ManifestSchema &schema() const { return m_schema; }

    void setText(const QString &text);
    void setDiagnostics(const QList<Diagnostic> &diagnostics); // and says above them how many
    void setProblemsHead(const QString &text);
    QString problemsHead() const;
    void addBelowOutline(QWidget *widget);
    void addBeside(QWidget *widget, int width);
    void setInEditorsPlace(QWidget *widget); // instead of the editor and its problems; none: these
    QByteArray layoutState() const;          // how wide and high its parts are
    void restoreLayout(const QByteArray &state);
    void goTo(int line, int column); // in the editor, which is shown again

Q_SIGNALS:
    void editorShown(); // by goTo(), in its place was something else

private:
    void mend(const Diagnostic &diagnostic);

    QList<Diagnostic> m_diagnostics;
    ManifestSchema m_schema;
    ManifestEditor *m_editor;
    FindBar *m_find;
    OutlineList *m_outline;
    ProblemList *m_problems;
    TextLabel *m_problemsHead;
    QWidget *m_centre, *m_writing;
    QVBoxLayout *m_left, *m_middle;
    QSplitter *m_across, *m_down;
    QTimer *m_reading; // the outline follows the text at rest
};

} // namespace relight
