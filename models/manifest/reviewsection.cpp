#include "models/manifest/nearest.h"
#include "models/manifest/sections.h"

#include <QDate>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

QString readDate(YamlMap &map, const char *key)
{
    const QString text = map.text(key);
    if (text.isEmpty())
        return {};
    if (text.size() == 10 && QDate::fromString(text, Qt::ISODate).isValid())
        return text;
    map.error(key, u"%1 is not a date: write it as 2026-08-01"_s.arg(quotedValue(text)));
    return {};
}

} // namespace

void readObjectives(YamlMap &map, Objectives &objectives)
{
    objectives.rto = map.duration("rto");
    objectives.rpo = map.duration("rpo");
}

void readReview(YamlMap &map, Review &review)
{
    review.reviewed = readDate(map, "reviewed");
    review.every = map.duration("every");
    review.tested = readDate(map, "tested");
    review.testEvery = map.duration("test-every");
}

} // namespace relight
