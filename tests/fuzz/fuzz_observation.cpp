// Any bytes as a line of what was seen of applications: what is read is written and read again as it was.

#include "models/convergence/observation.h"

#include <cstdlib>

using namespace relight;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto seen = parseObservation(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    if (!seen)
        return 0;
    const QByteArray line = observationToJson(*seen);
    const auto again = parseObservation(line);
    if (line.contains('\n') || !again || observationToJson(*again) != line)
        std::abort();
    return 0;
}
