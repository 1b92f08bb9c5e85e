#pragma once
// A Kubernetes object as a person is shown it: YAML, without the server's bookkeeping, secrets hidden. Pure functions.

#include <QByteArray>
#include <QJsonObject>

namespace relight {

// Without metadata.managedFields; of a Secret without what it holds: "hidden, 24 bytes".
[[nodiscard]] QByteArray shownYaml(const QJsonObject &object);

// Two of one object beside each other, live and target. Of a Secret each hidden value says whether the other side has
// another one. An empty object gives empty text.
struct ShownPair
{
    QByteArray live, target;
};
[[nodiscard]] ShownPair shownPair(const QJsonObject &live, const QJsonObject &target);

// As kubectl writes it: two blanks, texts quoted only where they would be read as something else, several lines as a
// block. Keys in alphabetical order.
[[nodiscard]] QByteArray yamlText(const QJsonObject &object);

} // namespace relight
