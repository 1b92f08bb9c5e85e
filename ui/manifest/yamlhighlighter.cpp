#include "ui/manifest/yamlhighlighter.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Theme>

#include <QRegularExpression>

namespace relight {

using TextStyles = KSyntaxHighlighting::Theme::TextStyle;

static Role roleOf(TextStyles style)
{
    switch (style) {
    case TextStyles::Keyword:
    case TextStyles::Function:
    case TextStyles::Attribute:
    case TextStyles::ControlFlow:
        return Role::Accent;
    case TextStyles::Comment:
        return Role::Muted;
    case TextStyles::DecVal:
    case TextStyles::BaseN:
    case TextStyles::Float:
    case TextStyles::DataType:
    case TextStyles::Constant:
        return Role::SyntaxNumber;
    default:
        return Role::Text;
    }
}

YamlHighlighter::YamlHighlighter(const Look &look, QTextDocument *document)
    : SyntaxHighlighter(document)
    , m_look(look)
{
    setDefinition(m_repository.definitionForName(QStringLiteral("YAML")));
    connect(&look, &Look::changed, this, &QSyntaxHighlighter::rehighlight);
}

void YamlHighlighter::applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format)
{
    Role role = roleOf(format.textStyle());
    // The definition has one style for keys and for plain values; a key has its colon.
    const QString line = currentBlock().text();
    if (role == Role::Accent && !line.sliced(offset, length).trimmed().endsWith(u':')
        && !QStringView(line).sliced(offset + length).trimmed().startsWith(u':'))
        role = Role::Text;
    if (role == Role::Muted && m_comment < 0)
        m_comment = offset;
    QTextCharFormat painted;
    painted.setForeground(m_look.color(role));
    setFormat(offset, length, painted);
}

void YamlHighlighter::highlightBlock(const QString &text)
{
    static const QRegularExpression link(QStringLiteral("\\b[a-z][a-z0-9+]*://[^\\s,}\"']+")),
        secret(QStringLiteral("(?<![\\w/-])(env|file|keychain|prompt|command):[^\\s,}\"']+"));
    m_comment = -1;
    SyntaxHighlighter::highlightBlock(text);
    const auto paint = [&](const QRegularExpression &kind, Role role) {
        for (const QRegularExpressionMatch &match : kind.globalMatch(text)) {
            if (m_comment >= 0 && match.capturedStart() >= m_comment)
                break;
            QTextCharFormat painted;
            painted.setForeground(m_look.color(role));
            setFormat(int(match.capturedStart()), int(match.capturedLength()), painted);
        }
    };
    paint(secret, Role::SyntaxSecret);
    paint(link, Role::SyntaxLink);
}

} // namespace relight
