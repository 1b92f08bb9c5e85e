// Any bytes as a journal: as they are, and as lines with right checksums, so that the parser and the fold are reached
// too.

#include "app/journal/journalline.h"
#include "app/journal/journalreader.h"
#include "models/run/eventjson.h"

#include <cstdlib>
#include <sys/mman.h>
#include <unistd.h>

using namespace relight;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void readAsJournal(const QByteArray &bytes)
{
    const int memory = ::memfd_create("journal", MFD_CLOEXEC);
    require(::write(memory, bytes.constData(), static_cast<std::size_t>(bytes.size())) == bytes.size());
    const auto contents = readJournal(QStringLiteral("/proc/self/fd/%1").arg(memory));
    ::close(memory);
    require(contents.has_value());
    require(contents->wholeBytes + contents->tornBytes <= bytes.size());
    require(contents->damage || contents->wholeBytes + contents->tornBytes == bytes.size());
    RunState state;
    for (const RunEvent &event : contents->events) {
        fold(state, event);
        const QByteArray json = eventToJson(event);
        const auto again = eventFromJson(json);
        require(again && eventToJson(*again) == json);
    }
    require(state.sequence == contents->events.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    readAsJournal(bytes);
    QByteArray sealed;
    appendSealed(sealed, headerJson(QStringLiteral("fuzz")));
    for (const QByteArray &line : bytes.split('\n'))
        appendSealed(sealed, line);
    readAsJournal(sealed);
    return 0;
}
