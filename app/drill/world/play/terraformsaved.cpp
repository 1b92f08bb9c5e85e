#include "app/drill/world/play/terraformsaved.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace relight::world {

int SavedPlan::count(QLatin1StringView action) const
{
    return int(std::ranges::count_if(changes, [&](const PlannedChange &change) { return change.is(action); }));
}

bool SavedPlan::hasChanges() const
{
    return count("create"_L1) + count("delete"_L1) > 0;
}

static QJsonObject objectOf(const QMap<QString, QString> &map, const std::function<QJsonValue(const QString &)> &value)
{
    QJsonObject object;
    for (auto one = map.cbegin(); one != map.cend(); ++one)
        object.insert(one.key(), value(*one));
    return object;
}

QByteArray SavedPlan::bytes() const
{
    QJsonArray list;
    for (const PlannedChange &change : changes)
        list << QJsonObject{{u"address"_s, change.address}, {u"reason"_s, change.reason},
            {u"actions"_s, QJsonArray::fromStringList(change.actions)}};
    const QJsonObject object{{u"plan"_s, u"of a drill: nothing can be made with it"_s}, {u"serial"_s, serial},
        {u"changes"_s, list}, {u"variables"_s, objectOf(variables, [](const QString &text) { return text; })}};
    return QJsonDocument(object).toJson();
}

std::optional<SavedPlan> readSavedPlan(const QByteArray &bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    if (!object.contains(u"plan"_s))
        return std::nullopt;
    SavedPlan plan;
    plan.serial = object[u"serial"].toInt();
    for (const QJsonValue value : object[u"changes"].toArray()) {
        PlannedChange change{value[u"address"].toString(), {}, value[u"reason"].toString()};
        for (const QJsonValue action : value[u"actions"].toArray())
            change.actions << action.toString();
        plan.changes << change;
    }
    const QJsonObject variables = object[u"variables"].toObject();
    for (auto one = variables.begin(); one != variables.end(); ++one)
        plan.variables.insert(one.key(), one.value().toString());
    return plan;
}

SavedPlan makePlan(const Cloud &cloud, const TerraformState &state, const PlanWish &wish)
{
    SavedPlan plan{state.serial, {}, wish.variables};
    const auto add = [&](const CloudResource &resource, bool wrong, bool replaced) {
        const QString address = resource.address();
        PlannedChange change{address, {u"no-op"_s}, {}};
        if (!state.existing.contains(address))
            change.actions = {u"create"_s};
        else if (wish.replace.contains(address))
            change = {address, {u"delete"_s, u"create"_s}, u"replace_by_request"_s};
        else if (wrong && replaced)
            change = {address, {u"delete"_s, u"create"_s}, u"replace_because_cannot_update"_s};
        else if (wrong)
            change = {address, {u"delete"_s}, u"delete_because_no_resource_config"_s};
        plan.changes << change;
    };
    for (const CloudResource &resource : cloud.cluster)
        add(resource, false, false);
    for (const CloudResource &resource : cloud.standing)
        add(resource, wish.destroys, &resource != &cloud.standing[1]);
    return plan;
}

static QJsonValue changed(const World &world, const CloudResource &resource, bool is)
{
    if (!is)
        return QJsonValue::Null;
    return QJsonObject{{u"id"_s, resource.id}, {u"name"_s, resource.id.section(u'/', -1)},
        {u"timeouts"_s, QJsonValue::Null}, {u"labels"_s, QJsonObject{{u"cluster"_s, world.manifest.name}}}};
}

QByteArray shownPlan(
    const World &world, const Cloud &cloud, const TerraformBrand &brand, const SavedPlan &plan, const QString &output)
{
    QJsonArray changes;
    for (const PlannedChange &change : plan.changes) {
        const CloudResource *resource = cloud.find(change.address);
        if (!resource)
            continue;
        const bool isNew = change.is("create"_L1), was = !isNew || change.is("delete"_L1);
        QJsonObject entry{{u"address"_s, change.address}, {u"mode"_s, u"managed"_s}, {u"type"_s, resource->type},
            {u"name"_s, resource->name}, {u"provider_name"_s, brand.registry + u"/hashicorp/"_s + cloud.provider},
            {u"change"_s,
                QJsonObject{{u"actions"_s, QJsonArray::fromStringList(change.actions)},
                    {u"before"_s, changed(world, *resource, was)},
                    {u"after"_s, changed(world, *resource, isNew || change.is("no-op"_L1))},
                    {u"after_unknown"_s, isNew ? QJsonObject{{u"id"_s, true}} : QJsonObject()},
                    {u"before_sensitive"_s, QJsonObject()}, {u"after_sensitive"_s, QJsonObject()}}}};
        if (!resource->key.isEmpty())
            entry.insert(u"index"_s, resource->key);
        if (!change.reason.isEmpty())
            entry.insert(u"action_reason"_s, change.reason);
        changes << entry;
    }
    const bool fresh = plan.hasChanges();
    const QJsonObject expression{
        {u"references"_s, QJsonArray{cloud.clusterAddress + u".endpoint"_s, cloud.clusterAddress}}};
    const QJsonObject document{{u"format_version"_s, u"1.2"_s}, {u"terraform_version"_s, brand.version},
        {u"variables"_s, objectOf(plan.variables, [](const QString &text) { return QJsonObject{{u"value"_s, text}}; })},
        {u"planned_values"_s, QJsonObject{{u"root_module"_s, QJsonObject()}}}, {u"resource_changes"_s, changes},
        {u"output_changes"_s,
            QJsonObject{{output,
                QJsonObject{{u"actions"_s, QJsonArray{fresh ? u"create"_s : u"no-op"_s}},
                    {u"before"_s, QJsonValue::Null}, {u"after_unknown"_s, fresh}, {u"before_sensitive"_s, true},
                    {u"after_sensitive"_s, true}}}}},
        {u"configuration"_s,
            QJsonObject{{u"root_module"_s,
                QJsonObject{{u"outputs"_s,
                    QJsonObject{{output, QJsonObject{{u"sensitive"_s, true}, {u"expression"_s, expression}}}}}}}}},
        {u"timestamp"_s, timestampText(world.clock.wall()).left(19) + u'Z'}, {u"applyable"_s, fresh},
        {u"complete"_s, true}, {u"errored"_s, false}};
    return QJsonDocument(document).toJson(QJsonDocument::Compact) + '\n';
}

static QString plainChange(const CloudResource &resource, const PlannedChange &change)
{
    const bool isNew = change.is("create"_L1), goes = change.is("delete"_L1);
    const QString head = u"resource \"%1\" \"%2\" {\n"_s.arg(resource.type, resource.name);
    const QString name = resource.id.section(u'/', -1);
    if (isNew && !goes)
        return u"  # %1 will be created\n  + "_s.arg(change.address) + head
            + u"      + id      = (known after apply)\n      + name    = \"%1\"\n"
              "      + project = (known after apply)\n    }\n\n"_s.arg(name);
    if (!isNew)
        return u"  # %1 will be destroyed\n  # (because %1 is not in configuration)\n  - "_s.arg(change.address) + head
            + u"      - id   = \"%1\" -> null\n      - name = \"%2\" -> null\n    }\n\n"_s.arg(resource.id, name);
    const bool requested = change.reason == u"replace_by_request";
    const QString why = requested ? u"will be replaced, as requested"_s : u"must be replaced"_s;
    const QString forces
        = requested ? QString() : u"      ~ name = \"%1\" -> \"%1-v2\" # forces replacement\n"_s.arg(name);
    return u"  # %1 %2\n-/+ "_s.arg(change.address, why) + head
        + u"      ~ id   = \"%1\" -> (known after apply)\n"_s.arg(resource.id) + forces
        + u"        # (11 unchanged attributes hidden)\n    }\n\n"_s;
}

QByteArray plainPlan(const Cloud &cloud, const TerraformBrand &brand, const SavedPlan &plan)
{
    if (!plan.hasChanges())
        return u"\nNo changes. Your infrastructure matches the configuration.\n\n%1 has compared your real "
               "infrastructure against your configuration\nand found no differences, so no changes are needed.\n"_s
                   .arg(brand.title)
                   .toUtf8();
    QString text = u"\n%1 used the selected providers to generate the following execution\nplan. Resource actions are "
                   "indicated with the following symbols:\n  + create\n"_s.arg(brand.title);
    if (plan.count("delete"_L1) > 0)
        text += u"  - destroy\n-/+ destroy and then create replacement\n"_s;
    text += u"\n%1 will perform the following actions:\n\n"_s.arg(brand.title);
    for (const PlannedChange &change : plan.changes) {
        const CloudResource *resource = cloud.find(change.address);
        if (resource && !change.is("no-op"_L1))
            text += plainChange(*resource, change);
    }
    return (text
        + u"Plan: %1 to add, 0 to change, %2 to destroy.\n"_s.arg(plan.count("create"_L1)).arg(plan.count("delete"_L1)))
        .toUtf8();
}

} // namespace relight::world
