#pragma once
// How an Application and its relatives are read from JSON, once for every kind of JSON value. V is a cheap handle that
// is read at most once:
//   fields(f(std::string_view key, V)), items(f(V)), text(), flag(), number(), isObject(); shared(key): as a text.
// What is null, absent or of another type reads as empty. Included by the sources of this folder only; pure.

#include "models/convergence/applicationjson.h"

#include <string_view>

namespace relight::reader {

SyncStatus syncStatus(const QString &word);
HealthStatus healthStatus(const QString &word);
OperationPhase operationPhase(const QString &word);

template <class V> QMap<QString, QString> stringMap(V value)
{
    QMap<QString, QString> map;
    value.fields([&](std::string_view key, V text) { map.insert(text.shared(key), text.text()); });
    return map;
}

// "a" or, for several sources, "a,b": comparable between sync and operation.
template <class V> QString joined(V value)
{
    QStringList all;
    value.items([&](V item) { all.append(item.text()); });
    return all.join(u',');
}

// Takes one field of a resource's identity; false: the field is something else.
template <class V> bool keyField(ResourceKey &key, std::string_view name, V &value)
{
    QString *target = name == "group" ? &key.group
        : name == "version"           ? &key.version
        : name == "kind"              ? &key.kind
        : name == "namespace"         ? &key.resourceNamespace
        : name == "name"              ? &key.name
                                      : nullptr;
    if (!target)
        return false;
    *target = value.text();
    return true;
}

template <class V> void health(V value, std::optional<HealthStatus> &status, QString &message)
{
    value.fields([&](std::string_view key, V field) {
        if (key == "status")
            status = healthStatus(field.text());
        else if (key == "message")
            message = field.text();
    });
}

template <class V> void source(Application &app, V value)
{
    value.fields([&](std::string_view key, V field) {
        if (key == "repoURL")
            app.repoUrl = field.text();
        else if (key == "path" || (key == "chart" && app.path.isEmpty()))
            app.path = field.text();
        else if (key == "targetRevision")
            app.targetRevision = field.text();
    });
}

template <class V> void metadata(Application &app, V value)
{
    value.fields([&](std::string_view key, V field) {
        if (key == "name")
            app.name = field.text();
        else if (key == "namespace")
            app.appNamespace = field.text();
        else if (key == "uid")
            app.uid = field.text();
        else if (key == "resourceVersion")
            app.resourceVersion = field.text();
        else if (key == "deletionTimestamp")
            app.deleting = !field.text().isEmpty();
        else if (key == "annotations")
            app.annotations = stringMap(field);
        else if (key == "labels")
            app.labels = stringMap(field);
        else if (key == "ownerReferences")
            field.items([&](V owner) {
                QString kind, name;
                owner.fields([&](std::string_view ownerKey, V ownerField) {
                    if (ownerKey == "kind")
                        kind = ownerField.text();
                    else if (ownerKey == "name")
                        name = ownerField.text();
                });
                if (kind == u"ApplicationSet")
                    app.ownerApplicationSet = name;
            });
    });
    app.skipReconcile = app.annotations.value(QStringLiteral("argocd.argoproj.io/skip-reconcile")) == u"true";
    app.syncWave = app.annotations.value(QStringLiteral("argocd.argoproj.io/sync-wave")).toInt();
}

template <class V> void automated(Application &app, V value)
{
    if (!value.isObject())
        return;
    app.automated = true;
    value.fields([&](std::string_view key, V field) {
        if (key == "prune")
            app.prune = field.flag();
        else if (key == "selfHeal")
            app.selfHeal = field.flag();
        else if (key == "enabled")
            app.automated = field.flag(true);
    });
}

template <class V> void spec(Application &app, V value)
{
    value.fields([&](std::string_view key, V field) {
        if (key == "project") {
            app.project = field.text();
        } else if (key == "source") {
            source(app, field);
        } else if (key == "sources") {
            bool first = app.repoUrl.isEmpty();
            field.items([&](V item) {
                if (std::exchange(first, false))
                    source(app, item);
            });
        } else if (key == "destination") {
            field.fields([&](std::string_view name, V text) {
                if (name == "server")
                    app.destinationServer = text.text();
                else if (name == "name")
                    app.destinationName = text.text();
                else if (name == "namespace")
                    app.destinationNamespace = text.text();
            });
        } else if (key == "ignoreDifferences") {
            field.items([&](V) { ++app.ignoredDifferences; });
        } else if (key == "syncPolicy") {
            field.fields([&](std::string_view name, V policy) {
                if (name == "automated")
                    automated(app, policy);
            });
        }
    });
}

template <class V> ResourceStatus resourceStatus(V value)
{
    ResourceStatus resource;
    value.fields([&](std::string_view key, V field) {
        if (keyField(resource.key, key, field))
            return;
        if (key == "status")
            resource.sync = syncStatus(field.text());
        else if (key == "health")
            health(field, resource.health, resource.healthMessage);
        else if (key == "syncWave")
            resource.syncWave = int(field.number());
        else if (key == "hook")
            resource.hook = field.flag();
    });
    return resource;
}

template <class V> ResourceResult resourceResult(V value)
{
    ResourceResult result;
    value.fields([&](std::string_view key, V field) {
        if (keyField(result.key, key, field))
            return;
        if (key == "status")
            result.status = field.text();
        else if (key == "message")
            result.message = field.text();
        else if (key == "hookType")
            result.isHook = !field.text().isEmpty();
        else if (key == "hookPhase") // of what is no hook, too
            result.failed = field.text() == u"Failed" || field.text() == u"Error";
    });
    return result;
}

template <class V> void operationState(Application &app, V value)
{
    QString asked, synced;
    value.fields([&](std::string_view key, V field) {
        if (key == "phase") {
            app.operation = operationPhase(field.text());
        } else if (key == "message") {
            app.operationMessage = field.text();
        } else if (key == "startedAt") {
            app.operationStarted = parseTimestamp(field.text());
        } else if (key == "finishedAt") {
            app.operationFinished = parseTimestamp(field.text());
        } else if (key == "retryCount") {
            app.retryCount = int(field.number());
        } else if (key == "operation") {
            field.fields([&](std::string_view name, V sync) {
                if (name == "sync")
                    sync.fields([&](std::string_view syncKey, V revision) {
                        if (syncKey == "revision" && asked.isEmpty())
                            asked = revision.text();
                        else if (syncKey == "revisions")
                            asked = joined(revision);
                    });
            });
        } else if (key == "syncResult") {
            field.fields([&](std::string_view name, V part) {
                if (name == "revision" && synced.isEmpty())
                    synced = part.text();
                else if (name == "revisions") {
                    if (const QString all = joined(part); !all.isEmpty())
                        synced = all;
                } else if (name == "resources")
                    part.items([&](V item) { app.results.append(resourceResult(item)); });
            });
        }
    });
    app.operationRevision = synced.isEmpty() ? asked : synced;
}

template <class V> void status(Application &app, V value)
{
    bool compared = false;
    value.fields([&](std::string_view key, V field) {
        if (key == "sync") {
            field.fields([&](std::string_view name, V part) {
                if (name == "status") {
                    const QString word = part.text();
                    compared |= !word.isEmpty();
                    app.sync = syncStatus(word);
                } else if (name == "revision" && app.syncRevision.isEmpty()) {
                    app.syncRevision = part.text();
                } else if (name == "revisions") {
                    if (const QString all = joined(part); !all.isEmpty())
                        app.syncRevision = all;
                }
            });
        } else if (key == "health") {
            std::optional<HealthStatus> found;
            health(field, found, app.healthMessage);
            app.health = found.value_or(HealthStatus::Unknown);
        } else if (key == "operationState") {
            operationState(app, field);
        } else if (key == "resources") {
            field.items([&](V item) { app.resources.append(resourceStatus(item)); });
        } else if (key == "conditions") {
            field.items([&](V item) {
                ApplicationCondition condition;
                item.fields([&](std::string_view name, V part) {
                    if (name == "type")
                        condition.type = part.text();
                    else if (name == "message")
                        condition.message = part.text();
                });
                app.conditions.append(condition);
            });
        } else if (key == "reconciledAt") {
            app.reconciledAt = parseTimestamp(field.text());
        }
    });
    app.hasStatus = compared || app.reconciledAt || app.operation != OperationPhase::None || !app.conditions.isEmpty();
}

template <class V> Application application(V value)
{
    Application app;
    value.fields([&](std::string_view key, V field) {
        if (key == "metadata")
            metadata(app, field);
        else if (key == "spec")
            spec(app, field);
        else if (key == "operation")
            app.operationQueued = field.isObject();
        else if (key == "status")
            status(app, field);
    });
    return app;
}

template <class V> ApplicationSetStatus applicationSet(V value)
{
    ApplicationSetStatus set;
    value.fields([&](std::string_view key, V part) {
        if (key == "metadata")
            part.fields([&](std::string_view name, V field) {
                if (name == "name")
                    set.name = field.text();
                else if (name == "namespace")
                    set.setNamespace = field.text();
            });
        else if (key == "spec")
            part.fields([&](std::string_view name, V strategy) {
                if (name == "strategy")
                    strategy.fields([&](std::string_view field, V type) {
                        if (field == "type")
                            set.rollingSync = type.text() == u"RollingSync";
                    });
            });
        else if (key == "status")
            part.fields([&](std::string_view name, V conditions) {
                if (name == "conditions")
                    conditions.items([&](V item) {
                        QString type, state, message;
                        item.fields([&](std::string_view field, V text) {
                            if (field == "type")
                                type = text.text();
                            else if (field == "status")
                                state = text.text();
                            else if (field == "message")
                                message = text.text();
                        });
                        if (type == u"ResourcesUpToDate")
                            set.upToDate = state == u"True";
                        else if (type == u"ErrorOccurred" && state == u"True")
                            set.errorMessage
                                = message.isEmpty() ? QStringLiteral("an error without a message") : message;
                    });
            });
    });
    return set;
}

template <class V> ResourceNode node(V value)
{
    ResourceNode found;
    value.fields([&](std::string_view key, V field) {
        if (keyField(found.key, key, field))
            return;
        if (key == "uid")
            found.uid = field.text();
        else if (key == "parentRefs")
            field.items([&](V parent) {
                parent.fields([&](std::string_view name, V part) {
                    if (name == "uid")
                        found.parentUids.append(part.text());
                });
            });
        else if (key == "health")
            health(field, found.health, found.healthMessage);
        else if (key == "images")
            field.items([&](V image) { found.images.append(image.text()); });
        else if (key == "info")
            field.items([&](V item) {
                QString name, text;
                item.fields([&](std::string_view part, V word) {
                    if (part == "name")
                        name = word.text();
                    else if (part == "value")
                        text = word.text();
                });
                found.info.insert(name, text);
            });
    });
    return found;
}

template <class V> QList<ResourceNode> tree(V value)
{
    QList<ResourceNode> nodes;
    value.fields([&](std::string_view key, V list) {
        if (key == "nodes")
            list.items([&](V item) { nodes.append(node(item)); });
    });
    return nodes;
}

} // namespace relight::reader
