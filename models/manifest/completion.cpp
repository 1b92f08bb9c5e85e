#include "models/manifest/completion.h"

using namespace Qt::StringLiterals;

namespace relight {

namespace {

bool fits(const QString &word, const QString &written)
{
    return word.startsWith(written, Qt::CaseInsensitive)
        || (written.size() >= 2 && word.contains(written, Qt::CaseInsensitive));
}

} // namespace

Completion completionAt(const ManifestSchema &schema, QStringView text, int line, int column)
{
    const ManifestPlace place = placeAt(text, line, column);
    Completion made{{}, place.from, place.to};
    if (place.at == ManifestPlace::At::Nothing)
        return made;
    if (place.at == ManifestPlace::At::Key) {
        const QStringView row = text.split(u'\n').at(line);
        const bool hasColon = place.to < row.size() && row[place.to] == u':';
        for (const SchemaKey &key : schema.keysAt(place.path)) {
            if (place.present.contains(key.name) || !fits(key.name, place.written))
                continue;
            const QString ending = hasColon ? QString() : key.nested ? u":"_s : u": "_s;
            made.suggestions.append({key.name, key.name + ending, key.description, key.required});
        }
    }
    // A list's plain items stand where a map's first key would.
    if (place.at == ManifestPlace::At::Value || (!place.path.isEmpty() && place.path.last() == "[]"_L1)) {
        for (const QString &value : schema.valuesAt(place.path)) {
            if (fits(value, place.written))
                made.suggestions.append({value, value, {}, false});
        }
    }
    std::ranges::stable_sort(made.suggestions, [&](const Suggestion &a, const Suggestion &b) {
        return a.text.startsWith(place.written, Qt::CaseInsensitive)
            > b.text.startsWith(place.written, Qt::CaseInsensitive);
    });
    return made;
}

KeyHelp helpAt(const ManifestSchema &schema, QStringView text, int line, int column)
{
    ManifestPlace place = placeAt(text, line, column);
    if (place.at == ManifestPlace::At::Nothing)
        return {};
    if (place.at == ManifestPlace::At::Key) {
        const QStringView row = text.split(u'\n').at(line);
        const QString key = row.sliced(place.from, place.to - place.from).trimmed().toString();
        if (key.isEmpty())
            return {};
        place.path.append(key);
    }
    while (!place.path.isEmpty() && place.path.last() == "[]"_L1)
        place.path.removeLast();
    if (place.path.isEmpty())
        return {};
    return {place.path.last(), schema.describe(place.path), schema.valuesAt(place.path)};
}

} // namespace relight
