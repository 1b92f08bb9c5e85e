#pragma once
// YAML line by line, as far as it can be told while it is half written: loadYaml() gives up at the first mistake, an
// editor must not. Pure, any thread.

#include <QList>
#include <QString>

namespace relight {

struct YamlLine
{
    enum class Kind {
        Blank,
        Comment,
        Item, // a key, a list item, or both
        Flow, // goes on with a { or [ of an earlier line
        Text, // part of a block of text, or what cannot be told
    };
    Kind kind = Kind::Blank;
    int indent = 0;   // column of the first character that is no space; all columns from 0
    int dash = -1;    // column of the last "-" before the key or value; -1: no list item
    QString key;      // empty: none
    int keyAt = -1;   // column of the key
    int valueAt = -1; // column of the value, or where it would stand
    QString value;    // without its comment; empty: none on this line
    int opener = -1;  // Flow: the line that has the first { or [ of it

    bool hasKey() const { return keyAt >= 0; }
    // Where the map's keys stand that this line belongs to, or the dash of a plain list item.
    int column() const { return hasKey() ? keyAt : dash >= 0 ? dash : indent; }
};

[[nodiscard]] QList<YamlLine> readYamlLines(QStringView text);

// How many { and [ are open at the end of `text`, a value in flow style; what stands in quotes counts for nothing.
[[nodiscard]] int openBrackets(QStringView text);

} // namespace relight
