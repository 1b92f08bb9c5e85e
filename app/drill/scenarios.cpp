#include "app/drill/scenarios.h"

#include "models/manifest/nearest.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <algorithm>

namespace relight {

namespace {

constexpr qint64 largest = 4 * 1024 * 1024;

Result<ScenarioFile> load(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, QStringLiteral("cannot read %1: %2").arg(path, file.errorString()));
    return ScenarioFile{path, !path.startsWith(u':'), parseScenario(file.read(largest + 1))};
}

QString nameOf(const ScenarioFile &file)
{
    return file.parsed.scenario ? file.parsed.scenario->name : QString();
}

// One that cannot be read is meant by its file's name.
QString meantName(const ScenarioFile &file)
{
    return file.parsed.scenario ? file.parsed.scenario->name : QFileInfo(file.path).completeBaseName();
}

// Error: what is wrong with it first, at its place.
Result<Scenario> usable(const ScenarioFile &file)
{
    if (file.parsed.scenario)
        return *file.parsed.scenario;
    const auto error = std::ranges::find(file.parsed.diagnostics, Severity::Error, &Diagnostic::severity);
    if (error == file.parsed.diagnostics.end())
        return failure(ErrorCode::Invalid, QStringLiteral("%1 is no scenario").arg(file.path));
    return failure(ErrorCode::Invalid,
        QStringLiteral("%1:%2:%3: %4").arg(file.path).arg(error->at.line).arg(error->at.column).arg(error->message));
}

} // namespace

QList<ScenarioFile> scenariosIn(const QString &folder)
{
    QList<ScenarioFile> files;
    const QFileInfoList entries = QDir(folder).entryInfoList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name);
    for (const QFileInfo &entry : entries) {
        auto file = load(entry.filePath());
        if (!file)
            files << ScenarioFile{
                entry.filePath(), true, {std::nullopt, {{Severity::Error, {1, 1}, {}, file.error().message}}}};
        else
            files << *std::move(file);
    }
    return files;
}

QList<ScenarioFile> shippedScenarios()
{
    return scenariosIn(QStringLiteral(":/relight/scenarios"));
}

QString ownScenariosFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/relight/scenarios");
}

QList<ScenarioFile> allScenarios(const QString &ownFolder)
{
    const QList<ScenarioFile> own = scenariosIn(ownFolder);
    QList<ScenarioFile> all = shippedScenarios();
    all.removeIf([&](const ScenarioFile &file) {
        return std::ranges::any_of(own, [&](const ScenarioFile &mine) { return meantName(mine) == nameOf(file); });
    });
    all += own;
    std::ranges::stable_sort(all, [](const ScenarioFile &a, const ScenarioFile &b) {
        return std::pair(nameOf(a).isEmpty(), nameOf(a)) < std::pair(nameOf(b).isEmpty(), nameOf(b));
    });
    return all;
}

Result<Scenario> findScenario(const QString &nameOrFile, const QString &ownFolder)
{
    if (nameOrFile.contains(u'/') || nameOrFile.endsWith(QLatin1String(".yaml")))
        return load(nameOrFile).and_then(usable);
    QStringList names;
    const QList<ScenarioFile> all = allScenarios(ownFolder);
    for (const ScenarioFile &file : all) {
        if (meantName(file) == nameOrFile)
            return usable(file);
        names << nameOf(file);
    }
    return failure(ErrorCode::NotFound,
        QStringLiteral("there is no scenario %1%2 (relight scenarios lists them)")
            .arg(quotedValue(nameOrFile), didYouMean(nameOrFile, names)));
}

} // namespace relight
