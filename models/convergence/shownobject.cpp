#include "models/convergence/shownobject.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <yaml-cpp/yaml.h>

#include <cmath>

namespace relight {

// Words and forms that YAML 1.1 reads as something else than text, and signs that it gives a meaning.
static bool needsQuotes(const QString &text)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z_/.][A-Za-z0-9_/.@+-]*([:=,][A-Za-z0-9_/.@+-]+)*"
                                                         "(,? [A-Za-z0-9_/.@+(][A-Za-z0-9_/.@+()-]*)*$"));
    static const QRegularExpression special(
        QStringLiteral("^(y|n|yes|no|on|off|true|false|null|nan|inf|\\.nan|\\.inf|\\.[0-9].*)$"),
        QRegularExpression::CaseInsensitiveOption);
    return !plain.match(text).hasMatch() || special.match(text).hasMatch();
}

// A block as the library writes it ends with one line end, so only such a text is one: others could not be told apart.
static bool isBlock(const QString &text)
{
    return text.endsWith(u'\n') && text.size() > 1 && !text.endsWith(QLatin1String("\n\n")) && !text.contains(u'\t')
        && !text.startsWith(u' ') && !text.startsWith(u'\n') && !text.contains(QLatin1String(" \n"))
        && std::ranges::all_of(text, [](QChar c) { return c == u'\n' || c.isPrint(); });
}

static void write(YAML::Emitter &out, const QJsonValue &value);

static void writeText(YAML::Emitter &out, const QString &text)
{
    if (isBlock(text)) {
        out << YAML::Literal << text.chopped(1).toStdString();
        return;
    }
    if (needsQuotes(text))
        out << YAML::DoubleQuoted;
    out << text.toStdString();
}

static void writeNumber(YAML::Emitter &out, const QJsonValue &value)
{
    const double number = value.toDouble();
    if (number == std::floor(number) && std::abs(number) < 9e15)
        out << value.toInteger();
    else
        out << QByteArray::number(number, 'g', 17).toStdString();
}

static void write(YAML::Emitter &out, const QJsonObject &object)
{
    if (object.isEmpty())
        out << YAML::Flow;
    out << YAML::BeginMap;
    for (auto member = object.begin(); member != object.end(); ++member) {
        out << YAML::Key;
        if (needsQuotes(member.key()))
            out << YAML::DoubleQuoted;
        out << member.key().toStdString() << YAML::Value;
        write(out, member.value());
    }
    out << YAML::EndMap;
}

static void write(YAML::Emitter &out, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Object:
        return write(out, value.toObject());
    case QJsonValue::Array:
        if (value.toArray().isEmpty())
            out << YAML::Flow;
        out << YAML::BeginSeq;
        for (const QJsonValue &one : value.toArray())
            write(out, one);
        out << YAML::EndSeq;
        return;
    case QJsonValue::String:
        return writeText(out, value.toString());
    case QJsonValue::Double:
        return writeNumber(out, value);
    case QJsonValue::Bool:
        out << value.toBool();
        return;
    default:
        out << YAML::Null;
    }
}

QByteArray yamlText(const QJsonObject &object)
{
    YAML::Emitter out;
    out.SetNullFormat(YAML::LowerNull);
    write(out, object);
    return QByteArray(out.c_str(), qsizetype(out.size())) + '\n';
}

// Argo CD masks by itself: runs of plus signs, of different length where the values differ.
static bool isMasked(const QString &value)
{
    return !value.isEmpty() && value.count(u'+') == value.size();
}

static QString hidden(const QString &value, bool isEncoded, bool differs)
{
    QString text = QStringLiteral("hidden");
    if (!isMasked(value)) {
        const QByteArray bytes = value.toUtf8();
        text += QStringLiteral(", %1 bytes").arg(isEncoded ? QByteArray::fromBase64(bytes).size() : bytes.size());
    }
    return differs ? text + QStringLiteral(", another value than on the other side") : text;
}

// `other`: the same part of the other side; null: there is none.
static QJsonObject hiddenValues(const QJsonObject &values, bool isEncoded, const QJsonObject *other)
{
    QJsonObject shown;
    for (auto value = values.begin(); value != values.end(); ++value) {
        const bool differs = other && other->contains(value.key()) && other->value(value.key()) != value.value();
        const QJsonValue content = value.value();
        shown.insert(value.key(), hidden(content.isString() ? content.toString() : QString(), isEncoded, differs));
    }
    return shown;
}

static QJsonObject shown(QJsonObject object, const QJsonObject *other)
{
    const QLatin1String metadataKey("metadata"), annotationsKey("annotations");
    QJsonObject metadata = object.value(metadataKey).toObject();
    metadata.remove(QLatin1String("managedFields"));
    const bool isSecret = object.value(QLatin1String("kind")) == QLatin1String("Secret")
        && !object.value(QLatin1String("apiVersion")).toString().contains(u'/');
    if (isSecret) {
        for (const auto &[name, isEncoded] :
            {std::pair{QLatin1String("data"), true}, {QLatin1String("stringData"), false}}) {
            if (!object.contains(name))
                continue;
            const QJsonObject beside = other ? other->value(name).toObject() : QJsonObject();
            object.insert(name, hiddenValues(object.value(name).toObject(), isEncoded, other ? &beside : nullptr));
        }
        // Applied by kubectl, it holds the whole Secret once more.
        QJsonObject annotations = metadata.value(annotationsKey).toObject();
        const QLatin1String applied("kubectl.kubernetes.io/last-applied-configuration");
        if (annotations.contains(applied)) {
            annotations.insert(applied, QStringLiteral("hidden"));
            metadata.insert(annotationsKey, annotations);
        }
    }
    if (!metadata.isEmpty())
        object.insert(metadataKey, metadata);
    return object;
}

QByteArray shownYaml(const QJsonObject &object)
{
    return object.isEmpty() ? QByteArray() : yamlText(shown(object, nullptr));
}

ShownPair shownPair(const QJsonObject &live, const QJsonObject &target)
{
    ShownPair pair;
    if (!live.isEmpty())
        pair.live = yamlText(shown(live, target.isEmpty() ? nullptr : &target));
    if (!target.isEmpty())
        pair.target = yamlText(shown(target, live.isEmpty() ? nullptr : &live));
    return pair;
}

} // namespace relight
