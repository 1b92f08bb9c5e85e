#include "ui/resources/yamlview.h"

#include "ui/manifest/yamlhighlighter.h"

#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

namespace relight {

YamlView::YamlView(const Look &look, QWidget *parent)
    : CodeView(look, parent)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setAccessibleName(tr("The live object as YAML, secrets hidden"));
    new YamlHighlighter(look, document());
}

void YamlView::setYaml(const QString &yaml)
{
    if (yaml == toPlainText())
        return;
    const int at = verticalScrollBar()->value();
    setPlainText(yaml);
    verticalScrollBar()->setValue(at);
    updateGutter();
}

int YamlView::gutterWidth() const
{
    const int digits = std::max(3, int(QString::number(blockCount()).size()));
    return fontMetrics().horizontalAdvance(u'0') * digits + 16;
}

void YamlView::paintGutterLine(QPainter &painter, const QTextBlock &block, const QRect &row) const
{
    painter.setPen(look().color(Role::Muted));
    painter.drawText(
        row.adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter, QString::number(block.blockNumber() + 1));
}

} // namespace relight
