#include "ui/manifest/manifesteditor.h"

#include "ui/manifest/completionpopup.h"
#include "ui/manifest/yamlhighlighter.h"
#include "ui/theme/states.h"
#include "ui/theme/textstyle.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

namespace relight {

static int glyphSize()
{
    return scaled(14);
}

static StateLook lookOf(Severity severity)
{
    return lookOf(severity == Severity::Error ? ReadinessVerdict::Bad : ReadinessVerdict::Attention);
}

ManifestEditor::ManifestEditor(const Look &look, const ManifestSchema &schema, QWidget *parent)
    : CodeView(look, parent)
    , m_schema(schema)
    , m_popup(new CompletionPopup(look, this))
{
    setAccessibleName(tr("Recovery manifest"));
    new YamlHighlighter(look, document());
    connect(document(), &QTextDocument::contentsChange, this, [this](int, int removed, int added) {
        if (!m_replacing && (removed > 0 || added > 0))
            Q_EMIT edited();
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        mark();
        Q_EMIT caretMoved(caretLine(), textCursor().positionInBlock() + 1);
    });
    connect(m_popup, &CompletionPopup::chosen, this, &ManifestEditor::insert);
    connect(&look, &Look::changed, this, &ManifestEditor::mark);
    updateGutter();
    mark();
}

QString ManifestEditor::text() const
{
    return document()->toRawText().replace(QChar::ParagraphSeparator, u'\n');
}

void ManifestEditor::setText(const QString &text)
{
    const QTextCursor before = textCursor();
    const int line = before.blockNumber() + 1, column = before.positionInBlock() + 1;
    m_popup->hide();
    m_replacing = true;
    setPlainText(text);
    m_replacing = false;
    goTo(line, column);
}

void ManifestEditor::apply(qsizetype at, qsizetype length, const QString &text)
{
    QTextCursor cursor(document());
    cursor.setPosition(int(at));
    cursor.setPosition(int(at + length), QTextCursor::KeepAnchor);
    cursor.insertText(text);
}

void ManifestEditor::setDiagnostics(const QList<Diagnostic> &diagnostics)
{
    m_diagnostics = diagnostics;
    m_worst.clear();
    for (qsizetype i = 0; i < diagnostics.size(); ++i) {
        const int line = diagnostics[i].at.line;
        const auto known = m_worst.constFind(line);
        if (known == m_worst.cend()
            || (diagnostics[i].severity == Severity::Error && diagnostics[*known].severity == Severity::Warning))
            m_worst.insert(line, i);
    }
    mark();
    updateGutter();
    viewport()->update();
}

const Diagnostic *ManifestEditor::worstAt(int line) const
{
    const auto found = m_worst.constFind(line);
    return found == m_worst.cend() ? nullptr : &m_diagnostics[*found];
}

QString ManifestEditor::messageAt(int line) const
{
    const Diagnostic *worst = worstAt(line);
    return worst ? worst->message : QString();
}

void ManifestEditor::setFound(const QList<QTextCursor> &found)
{
    m_found = found;
    mark();
}

void ManifestEditor::mark()
{
    QList<QTextEdit::ExtraSelection> marks;
    const Diagnostic *here = worstAt(caretLine());
    QTextEdit::ExtraSelection row;
    row.cursor = textCursor();
    row.cursor.clearSelection();
    row.format.setBackground(look().color(here && here->severity == Severity::Error ? Role::RowError : Role::Surface));
    row.format.setProperty(QTextFormat::FullWidthSelection, true);
    marks.append(row);
    for (const QTextCursor &found : std::as_const(m_found)) {
        QTextEdit::ExtraSelection one{found, {}};
        one.format.setBackground(look().color(Role::Selection));
        marks.append(one);
    }
    for (const Diagnostic &diagnostic : std::as_const(m_diagnostics)) {
        const QTextBlock block = document()->findBlockByNumber(diagnostic.at.line - 1);
        if (!block.isValid())
            continue;
        const QString line = block.text();
        int from = std::clamp(diagnostic.at.column - 1, 0, int(line.size()));
        int to = from;
        while (to < line.size() && !line[to].isSpace() && line[to] != u',' && line[to] != u'}' && line[to] != u']')
            ++to;
        if (to == from)
            to == line.size() && from > 0 ? --from : ++to;
        QTextEdit::ExtraSelection wave;
        wave.cursor = QTextCursor(block);
        wave.cursor.setPosition(block.position() + from);
        wave.cursor.setPosition(block.position() + std::min(to, int(line.size())), QTextCursor::KeepAnchor);
        wave.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wave.format.setUnderlineColor(look().color(lookOf(diagnostic.severity).tint));
        marks.append(wave);
    }
    setExtraSelections(marks);
}

int ManifestEditor::gutterWidth() const
{
    const int digits = std::max(3, int(QString::number(document()->blockCount()).size()));
    return 8 + glyphSize() + 8 + fontMetrics().horizontalAdvance(u'0') * digits + 8;
}

void ManifestEditor::paintGutterLine(QPainter &painter, const QTextBlock &block, const QRect &row) const
{
    const int line = block.blockNumber() + 1;
    if (const Diagnostic *worst = worstAt(line)) {
        const StateLook state = lookOf(worst->severity);
        painter.drawPixmap(8, row.top() + (row.height() - glyphSize()) / 2,
            look().glyph(state.glyph, state.tint, glyphSize(), devicePixelRatioF()));
    }
    painter.setPen(look().color(line == caretLine() ? Role::Text : Role::Muted));
    painter.drawText(row.adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter, QString::number(line));
}

void ManifestEditor::paintEvent(QPaintEvent *event)
{
    CodeView::paintEvent(event);
    const Diagnostic *here = worstAt(caretLine());
    if (!here)
        return;
    const QTextBlock block = textCursor().block();
    const QRectF row = blockBoundingGeometry(block).translated(contentOffset());
    const QTextLine line = block.layout()->lineAt(0);
    const int left = std::max(int(row.left() + line.naturalTextWidth()) + 28, 28);
    const QRect box(left, int(row.top()), viewport()->width() - left - 12, int(row.height()));
    if (box.width() < 120)
        return; // the list below has it
    QPainter painter(viewport());
    const StateLook state = lookOf(here->severity);
    painter.drawPixmap(box.left(), box.top() + (box.height() - glyphSize()) / 2,
        look().glyph(state.glyph, state.tint, glyphSize(), devicePixelRatioF()));
    const QFont font = textFont(TextStyle::Small);
    painter.setFont(font);
    painter.setPen(look().color(here->severity == Severity::Error ? Role::Failed : Role::Muted));
    const QRect words = box.adjusted(glyphSize() + 6, 0, 0, 0);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetrics(font).elidedText(here->message, Qt::ElideRight, words.width()));
}

void ManifestEditor::complete()
{
    if (isReadOnly())
        return;
    const QTextCursor caret = textCursor();
    m_popup->offer(completionAt(m_schema, text(), caret.blockNumber(), caret.positionInBlock()),
        cursorRect().translated(viewport()->pos()));
}

void ManifestEditor::insert(const Suggestion &suggestion)
{
    const Completion &completion = m_popup->completion();
    QTextCursor cursor = textCursor();
    const int start = cursor.block().position();
    cursor.setPosition(start + completion.from);
    cursor.setPosition(start + std::max(completion.from, completion.to), QTextCursor::KeepAnchor);
    cursor.insertText(suggestion.insert);
    setTextCursor(cursor);
}

// Goes on as deep as the line before, deeper after a key without a value.
void ManifestEditor::newLine()
{
    QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().first(cursor.positionInBlock());
    int indent = 0;
    while (indent < before.size() && before[indent] == u' ')
        ++indent;
    if (before.trimmed().startsWith(QStringLiteral("- ")))
        indent += 2;
    if (before.trimmed().endsWith(u':'))
        indent += 2;
    cursor.insertText(u'\n' + QString(indent, u' '));
    setTextCursor(cursor);
    ensureCursorVisible();
}

void ManifestEditor::keyPressEvent(QKeyEvent *event)
{
    if (!(event->modifiers() & ~Qt::KeypadModifier) && m_popup->take(event->key()))
        return;
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier)
        return complete();
    if (event->matches(QKeySequence::Find))
        return Q_EMIT findAsked();
    const bool returned = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (returned && event->modifiers() == Qt::AltModifier)
        return Q_EMIT mendAsked(caretLine());
    if (returned && event->modifiers() == Qt::NoModifier && !isReadOnly())
        return newLine();
    CodeView::keyPressEvent(event);
    if (!m_popup->isVisible())
        return;
    const bool writes = !event->text().isEmpty() && (event->text()[0].isPrint() || event->key() == Qt::Key_Backspace);
    if (writes)
        complete(); // narrows
    else if (!event->text().isEmpty() || event->key() == Qt::Key_Left || event->key() == Qt::Key_Right
        || event->key() == Qt::Key_Home || event->key() == Qt::Key_End)
        m_popup->hide();
}

bool ManifestEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) { // keys that mean something else elsewhere in the window
        auto *key = static_cast<QKeyEvent *>(event);
        const bool ours = (key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier && !isReadOnly())
            || key->matches(QKeySequence::Find) || (key->key() == Qt::Key_Escape && m_popup->isVisible());
        if (ours) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::KeyPress && m_popup->isVisible()) { // Tab would move the focus
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Tab && m_popup->take(key->key()))
            return true;
    }
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const QString text = helpText(viewport()->mapFrom(this, help->pos()));
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return CodeView::event(event);
}

QString ManifestEditor::helpText(const QPoint &point) const
{
    const int line = lineAt(point);
    if (line == 0)
        return {};
    if (point.x() < 0)
        return messageAt(line);
    const QTextCursor under = cursorForPosition(point);
    const KeyHelp help = helpAt(m_schema, text(), under.blockNumber(), under.positionInBlock());
    QStringList parts;
    if (const QString message = messageAt(line); !message.isEmpty())
        parts << message.toHtmlEscaped();
    if (!help.key.isEmpty() && !help.description.isEmpty())
        parts << QStringLiteral("<b>%1</b>: %2").arg(help.key.toHtmlEscaped(), help.description.toHtmlEscaped());
    if (!help.values.isEmpty())
        parts << tr("For example: %1").arg(help.values.join(QStringLiteral(", ")).toHtmlEscaped());
    return parts.isEmpty() ? QString() : QStringLiteral("<p>%1</p>").arg(parts.join(QStringLiteral("<br>")));
}

// What is offered belongs to the line where the caret was.
void ManifestEditor::mousePressEvent(QMouseEvent *event)
{
    m_popup->hide();
    CodeView::mousePressEvent(event);
}

void ManifestEditor::pressedInGutter(int line)
{
    m_popup->hide();
    goTo(line, 1);
}

void ManifestEditor::focusOutEvent(QFocusEvent *event)
{
    m_popup->hide();
    CodeView::focusOutEvent(event);
}

} // namespace relight
