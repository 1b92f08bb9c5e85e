#include "app/drill/world/kubernetes/managedfields.h"

#include "app/drill/world/kubernetes/jsonparts.h"

#include <map>

using namespace Qt::StringLiterals;

namespace relight::world {

namespace {

struct Owner
{
    QString manager, operation, apiVersion, time, subresource;
    FieldSet fields;
    bool is(const Writer &writer, QStringView deed) const
    {
        return manager == writer.manager && operation == deed && subresource == writer.subresource;
    }
    QString title() const
    {
        QString text = u'"' + manager + u'"';
        if (!subresource.isEmpty())
            text += u" with subresource \""_s + subresource + u'"';
        if (operation != u"Apply")
            text += u" using "_s + apiVersion + (time.isEmpty() ? QString() : u" at "_s + time);
        return text;
    }
};

QList<Owner> ownersOf(const QJsonObject &object)
{
    QList<Owner> owners;
    for (const QJsonValue &value : metadataOf(object).value(u"managedFields").toArray()) {
        const QJsonObject one = value.toObject();
        owners << Owner{word(one, u"manager"), word(one, u"operation"), word(one, u"apiVersion"), word(one, u"time"),
            word(one, u"subresource"), readFieldsV1(part(one, u"fieldsV1"))};
    }
    return owners;
}

QJsonObject withManagedFields(QJsonObject object, const QList<Owner> &owners)
{
    QJsonArray list;
    for (const Owner &owner : owners) {
        if (owner.fields.empty())
            continue;
        QJsonObject one{{u"manager"_s, owner.manager}, {u"operation"_s, owner.operation},
            {u"apiVersion"_s, owner.apiVersion}, {u"time"_s, owner.time}, {u"fieldsType"_s, u"FieldsV1"_s},
            {u"fieldsV1"_s, fieldsV1(owner.fields)}};
        if (!owner.subresource.isEmpty())
            one.insert(u"subresource"_s, owner.subresource);
        list << one;
    }
    changePart(object, "metadata"_L1, [&](QJsonObject &metadata) {
        metadata.remove(u"managedFields");
        if (!list.isEmpty())
            metadata.insert(u"managedFields"_s, list);
    });
    return object;
}

Owner &ownerFor(QList<Owner> &owners, const Writer &writer, const QString &deed, const QJsonObject &object)
{
    const auto it = std::ranges::find_if(owners, [&](const Owner &owner) { return owner.is(writer, deed); });
    if (it != owners.end())
        return *it;
    owners << Owner{writer.manager, deed, word(object, u"apiVersion"), {}, writer.subresource, {}};
    return owners.last();
}

QJsonObject withoutTimes(const QJsonObject &object)
{
    QList<Owner> owners = ownersOf(object);
    for (Owner &owner : owners)
        owner.time.clear();
    return withManagedFields(object, owners);
}

struct Clash
{
    Owner owner;
    QString field;
};

Answer conflict(const QList<Clash> &clashes)
{
    QJsonArray causes;
    std::map<QString, QStringList> fields; // by owner
    for (const Clash &clash : clashes) {
        const QString title = clash.owner.title();
        causes << QJsonObject{{u"reason"_s, u"FieldManagerConflict"_s}, {u"message"_s, u"conflict with "_s + title},
            {u"field"_s, displayField(clash.field)}};
        fields[title] << displayField(clash.field);
    }
    QString text;
    if (clashes.size() == 1) {
        text = u"Apply failed with 1 conflict: conflict with %1: %2"_s.arg(
            clashes.first().owner.title(), displayField(clashes.first().field));
    } else {
        QStringList lines;
        for (const auto &[title, list] : fields)
            lines << u"conflicts with %1:\n- %2"_s.arg(title, list.join(u"\n- "_s));
        text = u"Apply failed with %1 conflicts: %2"_s.arg(clashes.size()).arg(lines.join(u'\n'));
    }
    return refusal(409, u"Conflict"_s, text, {{u"causes"_s, causes}});
}

QList<Clash> clashesOf(const QJsonObject &live, const QJsonObject &config, const FieldSet &wanted,
    const QList<Owner> &owners, const Writer &writer)
{
    QList<Clash> clashes;
    for (const Owner &owner : owners)
        for (const QString &field : owner.fields)
            if (!owner.is(writer, u"Apply") && wanted.contains(field)
                && !field.section(QChar(0x1f), -1).startsWith(u"k:") && valueAt(live, field) != valueAt(config, field))
                clashes << Clash{owner, field};
    return clashes;
}

bool isOwned(const QList<Owner> &owners, const QString &field)
{
    return std::ranges::any_of(owners, [&](const Owner &owner) {
        const auto at = owner.fields.lower_bound(field); // itself, or one below it
        return at != owner.fields.end() && (*at == field || at->startsWith(field + QChar(0x1f)));
    });
}

} // namespace

QJsonObject withOwners(const QJsonObject &before, QJsonObject after, const Writer &writer)
{
    QList<Owner> owners = ownersOf(before);
    const FieldSet old = fieldsOf(before), now = fieldsOf(after);
    FieldSet changed;
    for (const QString &field : now)
        if (!old.contains(field) || valueAt(before, field) != valueAt(after, field))
            changed.insert(field);
    for (Owner &owner : owners)
        std::erase_if(owner.fields, [&](const QString &field) {
            return (!now.contains(field) && old.contains(field))
                || (changed.contains(field) && !owner.is(writer, u"Update"));
        });
    if (!changed.empty()) {
        Owner &own = ownerFor(owners, writer, u"Update"_s, after);
        own.fields.merge(changed);
        own.time = writer.time;
    }
    return withManagedFields(after, owners);
}

OrRefusal<QJsonObject> applied(const QJsonObject &live, const QJsonObject &config, const Writer &writer, bool force)
{
    const FieldSet wanted = fieldsOf(config);
    QList<Owner> owners = ownersOf(live);
    const QList<Clash> clashes = clashesOf(live, config, wanted, owners, writer);
    if (!clashes.isEmpty() && !force)
        return std::unexpected(conflict(clashes));
    for (const Clash &clash : clashes)
        for (Owner &owner : owners)
            if (!owner.is(writer, u"Apply"))
                owner.fields.erase(clash.field);
    Owner &own = ownerFor(owners, writer, u"Apply"_s, config);
    const FieldSet dropped = std::exchange(own.fields, wanted);
    own.time = writer.time;
    QJsonObject result = live.isEmpty() ? config : overlaid(live, config);
    for (const QString &field : dropped)
        if (!wanted.contains(field) && !isOwned(owners, field))
            result = withoutField(result, field);
    return withManagedFields(result, owners);
}

bool isSameButTimes(const QJsonObject &one, const QJsonObject &other)
{
    return withoutTimes(one) == withoutTimes(other);
}

} // namespace relight::world
