#pragma once
// Definitions of the custom kinds that operators of our trade bring: real groups, names, scopes and versions, with a
// schema that takes anything. Pure functions, any thread.

#include <QByteArray>
#include <QList>
#include <QString>

namespace relight::world {

struct Definition
{
    QString group, kind, plural;
    QStringList versions; // the first is the stored one
    bool namespaced = true;
    QString shortName = {};
    bool hasStatus = true;
};

[[nodiscard]] QByteArray definitionYaml(const Definition &definition);
[[nodiscard]] QByteArray definitionsYaml(const QList<Definition> &definitions);

[[nodiscard]] QList<Definition> argoDefinitions();
[[nodiscard]] QList<Definition> externalSecretsDefinitions();
[[nodiscard]] QList<Definition> sealedSecretsDefinitions();
[[nodiscard]] QList<Definition> certManagerDefinitions();
[[nodiscard]] QList<Definition> veleroDefinitions();

} // namespace relight::world
