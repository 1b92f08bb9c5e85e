#include "app/drill/world/kubernetes/listings.h"

#include "app/drill/world/kubernetes/jsonparts.h"
#include "app/drill/world/kubernetes/servedkinds.h"

#include <QJsonDocument>

#include <span>

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr size_t restLimit = 200;

Answer Listings::get(const Kind &kind, const Key &key) const
{
    const auto stored = m_store.get(key);
    return stored ? Answer{.body = bytesAs(*stored, kind)} : notFound(kind, key.name);
}

std::optional<Listings::Rest> Listings::restOf(const QString &token, const Kind &kind) const
{
    const QJsonObject read = QJsonDocument::fromJson(QByteArray::fromBase64(token.toLatin1())).object();
    const auto it = m_rests.find(read.value(u"start").toString().toULongLong());
    if (it == m_rests.end() || it->second.of != resourceName(kind) || !m_store.since(it->second.version))
        return std::nullopt;
    return it->second;
}

// What is kept stays until newer lists push it out: a page may be asked for again.
QString Listings::keep(const Rest &rest)
{
    m_rests.insert({++m_made, rest});
    if (m_rests.size() > restLimit)
        m_rests.erase(m_rests.begin());
    const QJsonObject token{
        {u"v"_s, u"meta.k8s.io/v1"_s}, {u"rv"_s, qint64(rest.version)}, {u"start"_s, QString::number(m_made)}};
    return QString::fromLatin1(compact(token).toBase64());
}

// The list's head with its items, in one piece.
static QByteArray joined(QByteArray head, std::span<const std::shared_ptr<const Stored>> objects, const Kind &kind)
{
    qsizetype size = head.size() + 20;
    for (const auto &stored : objects)
        size += stored->bytes().size() + 1;
    head.reserve(size);
    head.chop(1);
    head += ",\"items\":[";
    for (const auto &stored : objects)
        head.append(bytesAs(*stored, kind)).append(',');
    if (!objects.empty())
        head.chop(1);
    return head.append("]}");
}

Answer Listings::list(const Kind &kind, const ListQuestion &question)
{
    Rest rest{{}, 0, m_store.version(), resourceName(kind)};
    if (!question.token.isEmpty()) {
        const auto found = restOf(question.token, kind);
        if (!found)
            return expired();
        rest = *found;
    } else {
        rest.objects = m_store.list(kind.group, kind.kind, question.space);
        if (!question.selectors.isEmpty())
            rest.objects.removeIf([&](const auto &stored) { return !question.selectors.matches(stored->object); });
    }
    const qsizetype left = rest.objects.size() - rest.from;
    const qsizetype count = question.limit > 0 ? std::min<qsizetype>(question.limit, left) : left;
    const auto objects = std::span(std::as_const(rest.objects)).subspan(size_t(rest.from), size_t(count));
    QJsonObject metadata{{u"resourceVersion"_s, QString::number(rest.version)}};
    if (count < left) {
        rest.from += count;
        metadata.insert(u"continue"_s, keep(rest));
        if (question.selectors.isEmpty())
            metadata.insert(u"remainingItemCount"_s, left - count);
    }
    const QJsonObject head{
        {u"kind"_s, kind.kind + u"List"_s}, {u"apiVersion"_s, kind.apiVersion()}, {u"metadata"_s, metadata}};
    return {.body = joined(compact(head), objects, kind)};
}

} // namespace relight::world
