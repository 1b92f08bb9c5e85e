#pragma once
// Reads many events quickly: eventFromJson() with memory that is kept. Owned by whoever reads a journal; one thread at
// a time.

#include "models/run/runevent.h"

#include <memory>
#include <string_view>

namespace relight {

class EventParser
{
public:
    // So many bytes after the text must be readable (their value does not matter).
    static constexpr std::size_t Padding = 64;

    EventParser();
    ~EventParser();
    EventParser(EventParser &&) noexcept;
    EventParser &operator=(EventParser &&) noexcept;

    // `into` is overwritten; its content is unspecified after an error. Errors: see eventFromJson().
    [[nodiscard]] Result<> parse(std::string_view json, RunEvent &into);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace relight
