#pragma once
// The sections of the manifest and what is named in them, with a glyph where something is wrong; follows the caret, and
// leads it. GUI thread.

#include "models/manifest/diagnostic.h"
#include "models/manifest/outline.h"
#include "ui/theme/look.h"

#include <QListWidget>

namespace relight {

class OutlineList : public QListWidget
{
    Q_OBJECT
public:
    explicit OutlineList(const Look &look, QWidget *parent = nullptr);

    void setOutline(const QList<OutlineEntry> &outline);
    void setDiagnostics(const QList<Diagnostic> &diagnostics);
    void showLine(int line);

Q_SIGNALS:
    void lineAsked(int line);

private:
    void mark();

    QList<OutlineEntry> m_outline;
    QList<Diagnostic> m_diagnostics;
    int m_line = 1;
};

} // namespace relight
