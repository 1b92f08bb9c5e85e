#include "app/drill/world/kubernetes/selectors.h"

#include "app/drill/world/kubernetes/jsonparts.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight::world {

using Sort = Requirement::Sort;

// At commas outside parentheses.
static QStringList requirementsOf(const QString &text)
{
    QStringList all;
    QString one;
    int depth = 0;
    for (const QChar c : text) {
        depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
        if (c == u',' && depth == 0)
            all << std::exchange(one, {}).trimmed();
        else
            one += c;
    }
    all << one.trimmed();
    all.removeAll(QString());
    return all;
}

static std::optional<Requirement> requirement(const QString &text)
{
    static const QRegularExpression set(u"^(\\S+)\\s+(in|notin)\\s*\\((.*)\\)$"_s);
    static const QRegularExpression equal(u"^([^\\s=!]+)\\s*(==|=|!=)\\s*([^\\s=!]*)$"_s);
    static const QRegularExpression bare(u"^(!?)\\s*([^\\s=!()]+)$"_s);
    if (const auto found = set.match(text); found.hasMatch()) {
        QStringList values;
        for (const QString &value : found.captured(3).split(u','))
            values << value.trimmed();
        return Requirement{found.captured(1), found.captured(2) == u"in" ? Sort::In : Sort::NotIn, values};
    }
    if (const auto found = equal.match(text); found.hasMatch())
        return Requirement{found.captured(1), found.captured(2) == u"!=" ? Sort::NotIn : Sort::In, {found.captured(3)}};
    if (const auto found = bare.match(text); found.hasMatch())
        return Requirement{found.captured(2), found.captured(1).isEmpty() ? Sort::Exists : Sort::Absent, {}};
    return std::nullopt;
}

OrRefusal<Selectors> Selectors::read(const QString &labels, const QString &fields)
{
    Selectors selectors;
    for (const auto &[text, list] : {std::pair(labels, &selectors.m_labels), {fields, &selectors.m_fields}})
        for (const QString &one : requirementsOf(text)) {
            const auto found = requirement(one);
            if (!found)
                return std::unexpected(badRequest(u"unable to parse requirement: found '%1'"_s.arg(one)));
            *list << *found;
        }
    return selectors;
}

static bool holds(const Requirement &wanted, const QJsonValue &value)
{
    switch (wanted.sort) {
    case Sort::Exists:
        return !value.isUndefined();
    case Sort::Absent:
        return value.isUndefined();
    case Sort::In:
        return !value.isUndefined() && wanted.values.contains(value.toString());
    case Sort::NotIn:
        return value.isUndefined() || !wanted.values.contains(value.toString());
    }
    return false;
}

// An absent field is an empty one: "spec.nodeName=" finds the pods without a node.
static QJsonValue fieldOf(const QJsonObject &object, const QString &path)
{
    QJsonValue value = object;
    for (const QString &step : path.split(u'.'))
        value = value.toObject().value(step);
    return value.isUndefined() ? QJsonValue(QString()) : value;
}

bool Selectors::matches(const QJsonObject &object) const
{
    const QJsonObject labels = m_labels.isEmpty() ? QJsonObject() : part(metadataOf(object), u"labels");
    return std::ranges::all_of(m_labels, [&](const auto &wanted) {
        return holds(wanted, labels.value(wanted.key));
    }) && std::ranges::all_of(m_fields, [&](const auto &wanted) { return holds(wanted, fieldOf(object, wanted.key)); });
}

} // namespace relight::world
