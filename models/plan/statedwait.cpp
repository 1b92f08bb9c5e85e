#include "models/plan/statedwait.h"

#include "models/plan/checklist.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

std::optional<StatedWait> placeOfName(const WaitList &list, const Step &named)
{
    for (qsizetype i = 0; i < list.names.size(); ++i) {
        if (namesStep(list.names[i], named))
            return list.place(i);
    }
    return std::nullopt;
}

// One restore needs an application that another one holds.
std::optional<StatedWait> placeOfNeed(const QList<DataItem> &data, const QString &name, const QString &holder)
{
    const auto holding = std::ranges::find(data, holder, &DataItem::name);
    int databases = 0;
    int volumes = 0;
    for (const DataItem &item : data) {
        int &index = item.kind == DataKind::Database ? databases : volumes;
        const QStringList needs = item.needs.value_or(QStringList{});
        for (qsizetype i = 0; item.name == name && holding != data.end() && i < needs.size(); ++i) {
            if (holding->holds.contains(needs[i])) {
                const QString section = item.kind == DataKind::Database ? u"databases"_s : u"volumes"_s;
                return StatedWait{
                    item.needsAt.value(i, item.at), u"recovery.data.%1[%2].needs[%3]"_s.arg(section).arg(index).arg(i)};
            }
        }
        ++index;
    }
    return std::nullopt;
}

} // namespace

StatedWait WaitList::place(qsizetype index) const
{
    return {at.value(index, owner.at), u"recovery.steps.%1.%2[%3]"_s.arg(owner.id, key).arg(index)};
}

WaitList afterOf(const StepSettings &settings)
{
    return {settings, u"after"_s, settings.after.value_or(QStringList{}), settings.afterAt};
}

WaitList beforeOf(const StepSettings &settings)
{
    return {settings, u"before"_s, settings.before, settings.beforeAt};
}

bool namesStep(const QString &name, const Step &step)
{
    return step.id == name || (!step.subject.isEmpty() && stepKindId(step.kind) == name);
}

std::optional<StatedWait> statedWait(const RecoveryManifest &manifest, const Step &step, const Step &waited)
{
    // What is said of one part counts before what is said of its group.
    for (const bool exact : {true, false}) {
        const auto isOf = [exact](const StepSettings &settings, const Step &one) {
            return exact ? settings.id == one.id : namesStep(settings.id, one);
        };
        for (const StepSettings &settings : manifest.steps) {
            std::optional<StatedWait> place;
            if (isOf(settings, step))
                place = placeOfName(afterOf(settings), waited);
            if (!place && isOf(settings, waited))
                place = placeOfName(beforeOf(settings), step);
            if (place)
                return place;
        }
    }
    return placeOfNeed(manifest.data, step.subject, waited.subject);
}

} // namespace relight
