#pragma once
// YAML in our syntax roles, by KSyntaxHighlighting's definition; addresses and references to secrets in their own.
// Owned by the document; GUI thread.

#include "ui/theme/look.h"

#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>

namespace relight {

class YamlHighlighter : public KSyntaxHighlighting::SyntaxHighlighter
{
    Q_OBJECT
public:
    YamlHighlighter(const Look &look, QTextDocument *document);

protected:
    void highlightBlock(const QString &text) override;
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override;

private:
    const Look &m_look;
    KSyntaxHighlighting::Repository m_repository;
    int m_comment = -1; // where one begins in the line that is read
};

} // namespace relight
