#pragma once
// Single values of the manifest: what a node is, and text that is fit for its place. Pure functions, any thread.

#include "models/manifest/recoverymanifest.h"
#include "models/manifest/yamlnode.h"

namespace relight {

[[nodiscard]] QString kindName(const YamlNode &node); // "a map", "a list", "a number", "text", "nothing" …
[[nodiscard]] bool isPlainBool(const YamlNode &node);
[[nodiscard]] bool isPlainNumber(const YamlNode &node);

enum class TextRule {
    Strict,      // one line, and text beyond doubt
    AsWritten,   // one line, any scalar
    Lines,       // any scalar, may have line ends
    StrictLines, // text beyond doubt, may have line ends
};

// Error: the message, "found a number, expected text: …". One line is read as it stands: blanks around it are an error.
[[nodiscard]] Result<QString> textOf(const YamlNode &node, TextRule rule);

// A path that stays inside the repository, cleaned ("./a//b/" is "a/b").
[[nodiscard]] Result<QString> repositoryPathOf(const QString &text);

// A URL of one of the schemes, without a password in it; the message never repeats one.
[[nodiscard]] Result<QString> urlOf(const QString &text, const QStringList &schemes);

// "https://user:password@host" and tokens in a user's place: secrets in plain sight.
[[nodiscard]] bool holdsPassword(const QString &url);

// A name that becomes part of a step's id: letters, digits, "._- " inside, at most 63.
[[nodiscard]] bool isName(const QString &text);

// What Kubernetes takes: the name of a namespace (a DNS label), of other objects (DNS labels between dots), and a key
// of a Secret's data.
[[nodiscard]] bool isNamespaceName(const QString &text);
[[nodiscard]] bool isObjectName(const QString &text);
[[nodiscard]] bool isDataKey(const QString &text);
[[nodiscard]] QString noNamespaceName(const QString &text); // what to say of one that is not
[[nodiscard]] QString noObjectName(const QString &text);

} // namespace relight
