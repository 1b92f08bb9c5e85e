#pragma once
// Finds many texts at once in a stream of bytes (Wu and Manber's method: most positions are skipped by a table of
// two-byte blocks). A value; const functions are safe on any thread.

#include "app/integrations/process/scrub/secretforms.h"

#include <cstdint>
#include <unordered_map>

namespace relight::scrub {

struct Span
{
    size_t begin = 0;
    size_t end = 0;
    bool operator==(const Span &) const = default;
};

class PatternMatcher
{
public:
    explicit PatternMatcher(std::vector<SecretForm> forms = {});

    bool isEmpty() const { return m_forms.empty(); }
    size_t longest() const { return m_longest; } // bytes
    // What matches cover, merged where they overlap or touch, in order.
    void find(std::string_view text, std::vector<Span> &spans) const;

private:
    size_t matchAt(std::string_view text, size_t begin, uint16_t block, Span &span) const;

    std::vector<SecretForm> m_forms;                                  // longest first
    std::unordered_map<uint16_t, std::vector<uint32_t>> m_candidates; // by the block that ends their window
    std::vector<uint8_t> m_shift;                                     // by block: bytes that can be skipped
    size_t m_window = 0;                                              // length of the shortest form, at most 255
    size_t m_longest = 0;
};

} // namespace relight::scrub
