// The typed getters of YamlMap.
#include "models/manifest/nearest.h"
#include "models/manifest/yamlmap.h"
#include "models/manifest/yamlvalue.h"

#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

template <class Read> QString valueOf(YamlMap &map, const char *key, TextRule rule, const Read &read)
{
    const YamlNode *node = map.take(key);
    if (!node)
        return {};
    const Result<QString> result = textOf(*node, rule).and_then(read);
    if (!result)
        map.error(key, result.error().message);
    return result.value_or(QString());
}

Result<QString> asIs(const QString &text)
{
    return text;
}

} // namespace

QString YamlMap::text(const char *key)
{
    return valueOf(*this, key, TextRule::Strict, asIs);
}

QString YamlMap::written(const char *key)
{
    return valueOf(*this, key, TextRule::AsWritten, asIs);
}

QString YamlMap::lines(const char *key)
{
    return valueOf(*this, key, TextRule::Lines, asIs);
}

QString YamlMap::command(const char *key)
{
    QString text = valueOf(*this, key, TextRule::StrictLines, asIs);
    while (text.endsWith(u'\n') || text.endsWith(u'\r'))
        text.chop(1);
    return text;
}

QString YamlMap::repositoryPath(const char *key)
{
    return valueOf(*this, key, TextRule::Strict, repositoryPathOf);
}

QString YamlMap::url(const char *key, const QStringList &schemes)
{
    return valueOf(*this, key, TextRule::Strict, [&](const QString &text) { return urlOf(text, schemes); });
}

std::optional<bool> YamlMap::flag(const char *key)
{
    const YamlNode *node = take(key);
    if (!node)
        return std::nullopt;
    if (isPlainBool(*node))
        return node->text.compare("true"_L1, Qt::CaseInsensitive) == 0;
    error(key,
        u"found %1, expected true or false"_s.arg(
            node->kind == YamlNode::Kind::Scalar ? quotedValue(node->text) : kindName(*node)));
    return std::nullopt;
}

std::optional<int> YamlMap::number(const char *key, int minimum, int maximum)
{
    const YamlNode *node = take(key);
    if (!node)
        return std::nullopt;
    static const QRegularExpression digits(u"\\A[+-]?[0-9]{1,9}(\\.0*)?\\z"_s); // YAML's 3.0 is a whole number, too
    if (node->kind == YamlNode::Kind::Scalar && !node->quoted && digits.match(node->text).hasMatch()) {
        const int value = node->text.section(u'.', 0, 0).toInt();
        if (value >= minimum && value <= maximum)
            return value;
    }
    error(key,
        u"found %1, expected a whole number from %2 to %3"_s
            .arg(node->kind == YamlNode::Kind::Scalar ? quotedValue(node->text) : kindName(*node))
            .arg(minimum)
            .arg(maximum));
    return std::nullopt;
}

std::optional<Seconds> YamlMap::duration(const char *key)
{
    const QString text = written(key);
    if (text.isEmpty())
        return std::nullopt;
    const Result<Seconds> result = parseDuration(text);
    if (!result)
        error(key, result.error().message);
    return result ? std::optional(*result) : std::nullopt;
}

std::optional<SecretRef> YamlMap::secret(const char *key)
{
    const YamlNode *node = take(key);
    if (!node)
        return std::nullopt;
    if (node->kind != YamlNode::Kind::Scalar) {
        error(key,
            u"found %1, expected a reference to a secret: env:NAME, file:PATH, keychain:NAME, prompt:NAME or command:ARGV, with no space after the colon"_s
                .arg(kindName(*node)));
        return std::nullopt;
    }
    const Result<SecretRef> result = parseSecretRef(node->text, node->at);
    if (!result)
        error(key, result.error().message);
    return result ? std::optional(*result) : std::nullopt;
}

std::optional<QStringList> YamlMap::texts(const char *key, QList<SourcePosition> *places)
{
    if (!take(key))
        return std::nullopt;
    QStringList result;
    QSet<QString> seen;
    list(key, [&](const YamlNode &node, const QString &place) {
        const Result<QString> text = textOf(node, TextRule::Strict);
        if (!text) {
            error(node.at, place, text.error().message);
        } else if (seen.contains(*text)) {
            error(node.at, place, u"%1 stands in this list twice: keep one"_s.arg(quotedValue(*text)));
        } else {
            result.append(*text);
            seen.insert(*text);
            if (places)
                places->append(node.at);
        }
    });
    return result;
}

std::optional<QStringList> YamlMap::objectNames(const char *key, QList<SourcePosition> *places)
{
    QList<SourcePosition> all;
    const std::optional<QStringList> names = texts(key, &all);
    for (qsizetype i = 0; names && i < names->size(); ++i) {
        if (!isObjectName(names->at(i)))
            error(all[i], u"%1[%2]"_s.arg(path(QString::fromUtf8(key))).arg(i), noObjectName(names->at(i)));
    }
    if (places)
        *places = all;
    return names;
}

SecretEnvironment YamlMap::environment(const char *key)
{
    SecretEnvironment result;
    map(key, [&](YamlMap &variables) {
        variables.rest([&](const YamlEntry &entry, const QString &place) {
            static const QRegularExpression name(u"\\A[A-Za-z_][A-Za-z0-9_]*\\z"_s);
            if (!name.match(entry.key).hasMatch())
                error(entry.keyAt, place,
                    u"%1 is not a name for an environment variable: use letters, digits and \"_\""_s.arg(
                        quotedValue(entry.key)));
            else if (entry.key == "KUBECONFIG"_L1 || entry.key.startsWith("RELIGHT_"_L1))
                error(entry.keyAt, place,
                    u"Relight itself sets %1, so that commands see the recovered cluster only: remove it here"_s.arg(
                        entry.key));
            const std::optional<SecretRef> ref = variables.secret(entry.key.toUtf8().constData());
            if (ref)
                result.insert(entry.key, *ref);
        });
    });
    return result;
}

qsizetype YamlMap::indexOf(const char *key, const QStringList &names)
{
    const YamlNode *node = take(key);
    if (!node)
        return -1;
    if (node->kind != YamlNode::Kind::Scalar) {
        error(key, u"found %1, expected one of %2"_s.arg(kindName(*node), names.join(", "_L1)));
        return -1;
    }
    const qsizetype index = names.indexOf(node->text);
    if (index < 0) {
        const QString near = nearestWord(node->text, names);
        error(key,
            u"%1 is not known here%2 Expected one of %3"_s.arg(
                quotedValue(node->text), near.isEmpty() ? u"."_s : didYouMean(node->text, names), names.join(", "_L1)),
            near.isEmpty() ? Remedy() : Remedy{Remedy::Kind::ReplaceValue, near});
    }
    return index;
}

} // namespace relight
