#pragma once
// What a YAML scalar means to kubectl: YAML 1.1 words for booleans, Go's integer forms, dates as text. Pure functions.

#include <QJsonValue>

#include <string>

namespace relight {

// `tag` as the parser gives it: "?" plain, "!" quoted or block, else an explicit tag.
[[nodiscard]] QJsonValue yamlScalar(const std::string &tag, const std::string &text);

// JSON has text keys only: 1, true and null become "1", "true" and "null".
[[nodiscard]] QString yamlKey(const std::string &tag, const std::string &text);

} // namespace relight
