#include "models/items/applicationfilter.h"

#include <algorithm>

namespace relight {

static bool has(const QString &text, QStringView part)
{
    return text.contains(part, Qt::CaseInsensitive);
}

static bool matchesWord(const Application &app, const QString &word)
{
    const QString key = word.section(u':', 0, 0).toLower(), value = word.section(u':', 1);
    const auto inResources = [&](auto member) {
        return std::ranges::any_of(
            app.resources, [&](const ResourceStatus &resource) { return has(resource.key.*member, value); });
    };
    if (!value.isEmpty() && key == u"kind")
        return inResources(&ResourceKey::kind);
    if (!value.isEmpty() && (key == u"ns" || key == u"namespace"))
        return has(app.destinationNamespace, value) || inResources(&ResourceKey::resourceNamespace);
    if (!value.isEmpty() && key == u"wave")
        return QString::number(app.syncWave) == value;
    for (const QString &text : {app.name, app.appNamespace, app.destinationNamespace, app.project, app.repoUrl,
             app.path, app.ownerApplicationSet, app.healthMessage, app.operationMessage}) {
        if (has(text, word))
            return true;
    }
    return std::ranges::any_of(app.conditions, [&](const ApplicationCondition &c) { return has(c.message, word); })
        || std::ranges::any_of(app.labels, [&](const QString &label) { return has(label, word); });
}

bool ApplicationFilter::takes(Trouble trouble, HealthStatus health, bool looksGreenOnly) const
{
    if (troubles.isEmpty() && !falseGreen)
        return true;
    const bool missing = health == HealthStatus::Missing || health == HealthStatus::Unknown;
    return troubles.contains(trouble) || (missing && troubles.contains(Trouble::Missing))
        || (falseGreen && looksGreenOnly);
}

bool ApplicationFilter::matches(const Application &application) const
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(words, [&](const QString &word) { return matchesWord(application, word); });
}

} // namespace relight
