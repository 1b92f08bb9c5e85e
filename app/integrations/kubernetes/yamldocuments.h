#pragma once
// YAML or JSON text of several documents as JSON values, typed as kubectl types them. A pure function.

#include "models/base/error.h"

#include <QJsonValue>
#include <QList>

namespace relight {

struct YamlDocument
{
    QJsonValue value; // never null: empty documents are left out
    int line = 1;     // where it starts
};

// Anchors, aliases and merge keys are resolved; of a repeated key the last counts. Invalid: with line and column.
[[nodiscard]] Result<QList<YamlDocument>> readYamlDocuments(const QByteArray &text);

} // namespace relight
