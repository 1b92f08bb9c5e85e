#include "models/manifest/yamlvalue.h"

#include "models/manifest/nearest.h"

#include <QDir>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relight {

bool isPlainBool(const YamlNode &node)
{
    if (node.kind != YamlNode::Kind::Scalar || node.quoted)
        return false;
    static const QStringList words{u"true"_s, u"True"_s, u"TRUE"_s, u"false"_s, u"False"_s, u"FALSE"_s};
    return words.contains(node.text);
}

bool isPlainNumber(const YamlNode &node)
{
    if (node.kind != YamlNode::Kind::Scalar || node.quoted || node.text.size() > 100)
        return false;
    static const QRegularExpression number(
        u"\\A[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?\\z|\\A0o[0-7]+\\z|\\A0x[0-9a-fA-F]+\\z|\\A[-+]?\\.(inf|Inf|INF)\\z|\\A\\.(nan|NaN|NAN)\\z"_s);
    return number.match(node.text).hasMatch();
}

QString kindName(const YamlNode &node)
{
    switch (node.kind) {
    case YamlNode::Kind::Null:
        return u"nothing"_s;
    case YamlNode::Kind::Map:
        return u"a map"_s;
    case YamlNode::Kind::Sequence:
        return u"a list"_s;
    case YamlNode::Kind::Scalar:
        break;
    }
    return isPlainBool(node) ? u"true/false"_s : isPlainNumber(node) ? u"a number"_s : u"text"_s;
}

Result<QString> textOf(const YamlNode &node, TextRule rule)
{
    const auto invalid = [](const QString &message) { return failure(ErrorCode::Invalid, message); };
    if (node.kind == YamlNode::Kind::Null)
        return invalid(u"has no value: give it one, or remove the key"_s);
    if (node.kind != YamlNode::Kind::Scalar)
        return invalid(u"found %1, expected text"_s.arg(kindName(node)));
    const bool strict = rule == TextRule::Strict || rule == TextRule::StrictLines;
    const bool lines = rule == TextRule::Lines || rule == TextRule::StrictLines;
    if (strict && (isPlainBool(node) || isPlainNumber(node)))
        return invalid(u"found %1, expected text: if it is meant as text, put it in quotes"_s.arg(kindName(node)));
    if (node.text.trimmed().isEmpty())
        return invalid(u"is empty: give it a value, or remove the key"_s);
    const auto isControl = [lines](QChar c) {
        const bool lineEnd = c == u'\n' || c == u'\r' || c == u'\t';
        return (c < u' ' && !(lineEnd && lines)) || c == u'\x7f';
    };
    const QString trimmed = node.text.trimmed();
    const QString &text = lines ? node.text : trimmed;
    if (std::any_of(text.cbegin(), text.cend(), isControl)) {
        return invalid(lines ? u"holds a control character: remove it"_s
                             : u"holds a line end or a control character: write it in one line"_s);
    }
    if (!lines && trimmed.size() != node.text.size())
        return invalid(
            u"has blanks or a line end around it: take them out (a block that starts with \"|\" or \">\" ends in a line end, with \"|-\" or \">-\" it does not)"_s);
    return text;
}

Result<QString> repositoryPathOf(const QString &text)
{
    const auto invalid
        = [&](const QString &message) { return failure(ErrorCode::Invalid, message.arg(quotedValue(text))); };
    if (text.startsWith(u'/') || text.startsWith(u'~') || text.contains(u'\\'))
        return invalid(u"%1 is not a path inside the repository: write it relative to the repository's root"_s);
    if (text.contains("://"_L1))
        return invalid(u"%1 is a URL, expected a path relative to the repository's root"_s);
    // ".." is refused even where the sum would stay inside: through a symbolic link it would not.
    if (text.split(u'/').contains(u".."_s))
        return invalid(
            u"%1 goes up with \"..\": paths stay inside the repository, write it from the repository's root"_s);
    return QDir::cleanPath(text);
}

bool holdsPassword(const QString &url)
{
    const qsizetype start = url.indexOf("://"_L1);
    if (start < 0)
        return false;
    const QString authority = url.mid(start + 3).section(QRegularExpression(u"[/?#]"_s), 0, 0);
    const qsizetype end = authority.lastIndexOf(u'@');
    if (end < 0)
        return false;
    const QString user = authority.left(end);
    // Forges hand out "https://user@host/…" links; a token is longer than any user's name.
    static const QRegularExpression token(u"^(gh[a-z]_|github_pat_|glpat-|x-token)|^.{32,}$"_s);
    return user.contains(u':') || token.match(user).hasMatch();
}

Result<QString> urlOf(const QString &text, const QStringList &schemes)
{
    const auto invalid = [](const QString &message) { return failure(ErrorCode::Invalid, message); };
    if (holdsPassword(text)) {
        return invalid(u"holds a password in plain sight: take it out of the URL, and refer to it (env:NAME, "
                       u"file:PATH, keychain:NAME, "
                       "prompt:NAME or command:ARGV) where credentials are given"_s);
    }
    const QUrl url(text, QUrl::StrictMode);
    const bool known = schemes.contains(text.section("://"_L1, 0, 0)); // as written: in lower case
    if (!url.isValid() || !known || url.host().isEmpty() || text.contains(u' '))
        return invalid(
            u"%1 is not a URL of this kind: expected %2://HOST…"_s.arg(quotedValue(text), schemes.join(":// or "_L1)));
    return text;
}

bool isNamespaceName(const QString &text)
{
    static const QRegularExpression label(u"\\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\z"_s);
    return label.match(text).hasMatch();
}

bool isObjectName(const QString &text)
{
    static const QRegularExpression labels(u"\\A[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\\z"_s);
    return text.size() <= 253 && labels.match(text).hasMatch();
}

bool isDataKey(const QString &text)
{
    static const QRegularExpression key(u"\\A(?!\\.\\.|\\.\\z)[A-Za-z0-9._-]{1,253}\\z"_s);
    return key.match(text).hasMatch();
}

QString noNamespaceName(const QString &text)
{
    return u"%1 is not a Kubernetes namespace: use lower-case letters, digits and \"-\", at most 63"_s.arg(
        quotedValue(text));
}

QString noObjectName(const QString &text)
{
    return u"%1 is not a name that Kubernetes takes: use lower-case letters, digits, \"-\" and \".\", with a letter or digit at both ends"_s
        .arg(quotedValue(text));
}

bool isName(const QString &text)
{
    static const QRegularExpression name(u"\\A[\\p{L}\\p{N}]([\\p{L}\\p{N}._ -]{0,61}[\\p{L}\\p{N}])?\\z"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    return name.match(text).hasMatch();
}

} // namespace relight
