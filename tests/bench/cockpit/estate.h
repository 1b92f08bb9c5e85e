#pragma once
// An estate as Argo CD serves it: the answer to its list of applications, and one application's change as its stream
// tells it. Made text of the size and shape of real ones: five resources each, ten sync waves, one root.

#include <QByteArray>

namespace relight::bench {

[[nodiscard]] QByteArray applicationJson(int number, int change); // change: 0 as first served
[[nodiscard]] QByteArray applicationListJson(int applications);

} // namespace relight::bench
