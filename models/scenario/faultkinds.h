#pragma once
// The kinds of faults that the drill world can play, and the settings each of them takes. Pure, any thread.

#include <QStringList>

#include <optional>
#include <span>

namespace relight {

struct FaultKind
{
    const char *name;
    const char *settings; // keys of `with`, parted by blanks
    const char *required; // those of them that must be there
    const char *does;     // in a sentence
    QStringList keys() const;
    QStringList requiredKeys() const;
};

[[nodiscard]] std::span<const FaultKind> faultKinds();
[[nodiscard]] const FaultKind *faultKind(const QString &name); // nullptr: unknown
[[nodiscard]] QStringList faultKindNames();

} // namespace relight
