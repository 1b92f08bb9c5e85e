#pragma once
// How a secret may look in the output of a program: as it is, base64 at each of the three alignments (also URL-safe,
// also wrapped at 64 and 76 columns), percent-encoded as the usual encoders do it, and escaped for JSON. A secret of
// several lines also line by line. Pure functions on plain bytes; any thread.

#include <string>
#include <string_view>
#include <vector>

namespace relight::scrub {

// One text to look for. A base64 digit at an edge may carry bits of both the secret and its neighbour: it is taken away
// with the match.
struct SecretForm
{
    std::string text; // never holds a line break
    bool growLeft = false;
    bool growRight = false;
};

// Values shorter than this are not looked for inside lines: two letters are everywhere. (Scrubber hides them where they
// are a whole line.)
inline constexpr size_t shortestSecret = 4;
// A longer form is cut into pieces, each looked for by itself.
inline constexpr size_t longestForm = 1024;

// Line breaks at the end of the value do not count. Empty for a value that is too short.
std::vector<SecretForm> formsOf(std::string_view secret);

std::string_view withoutLineEnd(std::string_view text);

} // namespace relight::scrub
