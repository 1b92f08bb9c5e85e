#pragma once
// A YAML document as a tree that knows its places. Made by loadYaml(), then shared and never changed. Any thread.

#include "models/manifest/diagnostic.h"

#include <memory>
#include <vector>

namespace relight {

struct YamlNode;
using YamlNodePtr = std::shared_ptr<const YamlNode>;

struct YamlEntry
{
    QString key;
    SourcePosition keyAt;
    YamlNodePtr value;
};

struct YamlNode
{
    enum class Kind { Null, Scalar, Sequence, Map };
    Kind kind = Kind::Null;
    SourcePosition at;
    QString text;                   // scalars
    bool quoted = false;            // quoted and block scalars are text, whatever they look like
    std::vector<YamlNodePtr> items; // sequences
    std::vector<YamlEntry> entries; // maps, in file order, twice where the file has a key twice; merged ones last

    // With every alias expanded; what the limits are about.
    qint64 nodes = 1;
    qint64 bytes = 0;
    int depth = 1;
};

struct YamlLimits
{
    qint64 fileBytes = 4 * 1024 * 1024;
    qint64 textBytes = 16 * 1024 * 1024; // after aliases
    qint64 nodes = 100'000;              // after aliases
    int depth = 100;                     // after aliases
};

// The only document of a file. Error: the one reason why there is no tree (bytes, syntax, a limit, a tag, a second
// document).
[[nodiscard]] std::expected<YamlNodePtr, Diagnostic> loadYaml(QByteArray bytes, const YamlLimits &limits = {});

} // namespace relight
