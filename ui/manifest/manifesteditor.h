#pragma once
// A recovery manifest being written: numbers and glyphs in the gutter, wavy lines under what is wrong and its message
// behind the caret's line, completion and help from the schema. Knows no file. GUI thread.

#include "models/manifest/completion.h"
#include "models/manifest/diagnostic.h"
#include "ui/manifest/codeview.h"

namespace relight {

class CompletionPopup;

class ManifestEditor : public CodeView
{
    Q_OBJECT
public:
    ManifestEditor(const Look &look, const ManifestSchema &schema, QWidget *parent = nullptr);

    QString text() const; // lines end with \n; every character as it is, unlike toPlainText()
    void setText(const QString &text);
    void setDiagnostics(const QList<Diagnostic> &diagnostics);
    void setFound(const QList<QTextCursor> &found);                  // of a search
    void apply(qsizetype at, qsizetype length, const QString &text); // one step of undo; the caret stays
    void complete();
    int caretLine() const { return textCursor().blockNumber() + 1; }
    CompletionPopup *popup() const { return m_popup; }
    QString messageAt(int line) const; // of the worst; empty: none

Q_SIGNALS:
    void edited();
    void findAsked();
    void mendAsked(int line);
    void caretMoved(int line, int column);

protected:
    int gutterWidth() const override;
    void paintGutterLine(QPainter &painter, const QTextBlock &block, const QRect &row) const override;
    void pressedInGutter(int line) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    const Diagnostic *worstAt(int line) const;
    QString helpText(const QPoint &viewportPoint) const;
    void mark();
    void insert(const Suggestion &suggestion);
    void newLine();

    const ManifestSchema &m_schema;
    CompletionPopup *m_popup;
    QList<Diagnostic> m_diagnostics;
    QHash<int, qsizetype> m_worst; // by line
    QList<QTextCursor> m_found;
    bool m_replacing = false;
};

} // namespace relight
