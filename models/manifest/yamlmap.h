#pragma once
// Reads one map of the manifest: asks for keys, and says what is wrong with them, where. Lives on the stack of a
// section reader; when it ends, keys that nobody asked for are reported with the nearest key that was. One thread.

#include "models/manifest/recoverymanifest.h"
#include "models/manifest/yamlnode.h"

#include <QHash>

#include <functional>
#include <span>
#include <utility>

namespace relight {

// Nobody reads more; a file that has more is not a manifest.
inline constexpr qsizetype maximumDiagnostics = 1000;
inline constexpr qsizetype maximumEntries = 1000; // of one list or open map

template <class E> using Word = std::pair<const char *, E>;

class YamlMap
{
public:
    YamlMap(const YamlNode &node, QString path, QList<Diagnostic> &log);
    ~YamlMap();
    Q_DISABLE_COPY_MOVE(YamlMap)

    bool isValid() const { return m_valid; } // false: no map stood here, which was reported
    SourcePosition at() const { return m_node.at; }
    const QString &path() const { return m_path; }
    QString path(const QString &key) const;

    // The value, or null if the key was left out. Every call makes the key a known one.
    const YamlNode *take(const char *key);
    bool has(const char *key) const;
    void require(const char *key, const QString &why); // an error if it was left out

    // An empty result: left out, or wrong and reported.
    QString text(
        const char *key); // one line; unquoted numbers and true/false are refused, so that nothing is read by accident
    QString written(const char *key);                         // any scalar exactly as written: 1.30 stays 1.30
    QString command(const char *key);                         // text of several lines, without the final line ends
    QString lines(const char *key);                           // several lines
    QString repositoryPath(const char *key);                  // cleaned; must stay inside the repository
    QString url(const char *key, const QStringList &schemes); // without a password in it
    std::optional<bool> flag(const char *key);
    std::optional<int> number(const char *key, int minimum, int maximum);
    std::optional<Seconds> duration(const char *key);
    std::optional<SecretRef> secret(const char *key);
    // A list of texts; `places`: where each of them stands.
    std::optional<QStringList> texts(const char *key, QList<SourcePosition> *places = nullptr);
    // A list of names of Kubernetes objects.
    std::optional<QStringList> objectNames(const char *key, QList<SourcePosition> *places = nullptr);
    SecretEnvironment environment(const char *key);

    template <class E> std::optional<E> oneOf(const char *key, std::span<const Word<E>> words)
    {
        QStringList names;
        for (const auto &[name, value] : words)
            names.append(QString::fromLatin1(name));
        const qsizetype index = indexOf(key, names);
        return index < 0 ? std::nullopt : std::optional(words[std::size_t(index)].second);
    }

    void map(const char *key, const std::function<void(YamlMap &)> &read);
    void list(const char *key, const std::function<void(const YamlNode &, const QString &path)> &read);
    void maps(const char *key, const std::function<void(YamlMap &)> &read); // a list of maps
    void rest(
        const std::function<void(const YamlEntry &, const QString &path)> &read); // every key: none is unknown here

    void error(const char *key, const QString &message, const Remedy &remedy = {}); // at its value, or at the map
    void error(SourcePosition at, const QString &path, const QString &message, const Remedy &remedy = {});
    void warning(const char *key, const QString &message);
    QList<Diagnostic> &log() { return m_log; }

private:
    const YamlEntry *find(const QString &key) const;
    qsizetype indexOf(const char *key, const QStringList &names);

    const YamlNode &m_node;
    const QString m_path;
    QList<Diagnostic> &m_log;
    QHash<QString, const YamlEntry *> m_index; // the first of each key
    QStringList m_known;
    bool m_valid = false;
    bool m_open = false; // any key is welcome
};

} // namespace relight
