#include "app/integrations/process/supervisor/procinfo.h"

#include <fstream>
#include <sstream>

namespace relight::supervisor {

std::optional<uint64_t> startTime(int64_t pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    if (!std::getline(file, line))
        return std::nullopt;
    // The program's name, field 2, stands in parentheses and may hold anything.
    const size_t name = line.rfind(')');
    if (name == line.npos)
        return std::nullopt;
    std::istringstream fields(line.substr(name + 1));
    std::string field;
    for (int number = 3; number <= 22; ++number) {
        if (!(fields >> field) || (number == 3 && (field == "Z" || field == "X")))
            return std::nullopt;
    }
    try {
        return std::stoull(field);
    } catch (...) {
        return std::nullopt;
    }
}

std::string bootId()
{
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    return id;
}

} // namespace relight::supervisor
