#pragma once
// Which repository an address means: the same for https and ssh, with and without ".git". Pure, any thread.

#include <QString>

namespace relight::world {

// host/path in lower case, without scheme, user, ".git" and the ports 22 and 443.
[[nodiscard]] QString repositoryIdentity(const QString &url);

[[nodiscard]] bool isSameRepository(const QString &one, const QString &other);

} // namespace relight::world
