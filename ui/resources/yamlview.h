#pragma once
// An object as YAML, read-only, with line numbers. Owned by the details; GUI thread.

#include "ui/manifest/codeview.h"

namespace relight {

class YamlView : public CodeView
{
    Q_OBJECT
public:
    explicit YamlView(const Look &look, QWidget *parent = nullptr);

    void setYaml(const QString &yaml); // keeps the place where the reader is

protected:
    int gutterWidth() const override;
    void paintGutterLine(QPainter &painter, const QTextBlock &block, const QRect &row) const override;
};

} // namespace relight
