#include "app/drill/world/kubernetes/answers.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace relight::world {

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Answer jsonAnswer(const QJsonObject &object, int code)
{
    return {code, compact(object)};
}

QJsonObject statusObject(int code, const QString &reason, const QString &message, const QJsonObject &details)
{
    QJsonObject status{{u"kind"_s, u"Status"_s}, {u"apiVersion"_s, u"v1"_s}, {u"metadata"_s, QJsonObject()},
        {u"status"_s, code < 400 ? u"Success"_s : u"Failure"_s}, {u"message"_s, message}, {u"reason"_s, reason},
        {u"code"_s, code}};
    if (!details.isEmpty())
        status.insert(u"details"_s, details);
    return status;
}

Answer refusal(int code, const QString &reason, const QString &message, const QJsonObject &details)
{
    return jsonAnswer(statusObject(code, reason, message, details), code);
}

QString resourceName(const Kind &kind)
{
    return kind.group.isEmpty() ? kind.plural : kind.plural + u'.' + kind.group;
}

static QJsonObject detailsOf(const Kind &kind, const QString &name)
{
    QJsonObject details{{u"name"_s, name}, {u"kind"_s, kind.plural}};
    if (!kind.group.isEmpty())
        details.insert(u"group"_s, kind.group);
    return details;
}

Answer notFound(const Kind &kind, const QString &name)
{
    return refusal(404, u"NotFound"_s, u"%1 \"%2\" not found"_s.arg(resourceName(kind), name), detailsOf(kind, name));
}

Answer namespaceNotFound(const QString &name)
{
    return notFound({{}, u"v1"_s, u"Namespace"_s, u"namespaces"_s, false, true}, name);
}

Answer unknownResource()
{
    return refusal(404, u"NotFound"_s, u"the server could not find the requested resource"_s);
}

Answer alreadyExists(const Kind &kind, const QString &name)
{
    return refusal(
        409, u"AlreadyExists"_s, u"%1 \"%2\" already exists"_s.arg(resourceName(kind), name), detailsOf(kind, name));
}

Answer modifiedMeanwhile(const Kind &kind, const QString &name)
{
    return refusal(409, u"Conflict"_s,
        u"Operation cannot be fulfilled on %1 \"%2\": the object has been modified; please apply your changes to the "
        "latest version and try again"_s.arg(resourceName(kind), name),
        detailsOf(kind, name));
}

Answer forbidden(const Kind &kind, const QString &name, const QString &why)
{
    return refusal(
        403, u"Forbidden"_s, u"%1 \"%2\" is forbidden: %3"_s.arg(resourceName(kind), name, why), detailsOf(kind, name));
}

Answer invalid(const Kind &kind, const QString &name, const QString &field, const QString &why)
{
    QJsonObject details{{u"name"_s, name}, {u"group"_s, kind.group}, {u"kind"_s, kind.kind}};
    details.insert(u"causes"_s,
        QJsonArray{QJsonObject{{u"reason"_s, u"FieldValueInvalid"_s}, {u"message"_s, why}, {u"field"_s, field}}});
    const QString title = kind.group.isEmpty() ? kind.kind : kind.kind + u'.' + kind.group;
    return refusal(422, u"Invalid"_s, u"%1 \"%2\" is invalid: %3: %4"_s.arg(title, name, field, why), details);
}

Answer badRequest(const QString &message)
{
    return refusal(400, u"BadRequest"_s, message);
}

Answer methodNotAllowed()
{
    return refusal(405, u"MethodNotAllowed"_s, u"the server does not allow this method on the requested resource"_s);
}

Answer expired()
{
    return refusal(410, u"Expired"_s,
        u"The provided continue parameter is too old to display a consistent list result. You can start a new list "
        "without the continue parameter."_s);
}

} // namespace relight::world
