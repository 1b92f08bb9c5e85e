#pragma once
// libgit2's last failure on this thread as an Error that a person can act on.

#include "models/base/error.h"

namespace relight {

// `code`: what the libgit2 function returned. `doing`: "Reading https://…/repo.git", the beginning of the sentence.
[[nodiscard]] Error gitError(int code, const QString &doing);

inline std::unexpected<Error> gitFailure(int code, const QString &doing)
{
    return std::unexpected(gitError(code, doing));
}

} // namespace relight
