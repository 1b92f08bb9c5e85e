#pragma once
// What a failed call returns: a class to decide on, a sentence for a person, and what it happened to. A plain value,
// any thread.

#include <QString>

#include <expected>

namespace relight {

enum class ErrorCode {
    Invalid, // input that cannot be used
    NotFound,
    AlreadyExists,
    Conflict,
    Unauthorized, // credentials refused or expired (401)
    Forbidden,    // rights missing (403)
    Unavailable,  // peer not reachable, or answers 5xx / 429: worth trying again
    TimedOut,
    Cancelled,   // a stop token was pulled
    Storage,     // disk full, read only, torn
    Protocol,    // the peer spoke something unexpected
    Failed,      // the thing ran and failed (a command's exit status, a sync)
    NeedsPerson, // only a person can decide this
};

struct Error
{
    ErrorCode code = ErrorCode::Failed;
    QString message; // what happened, to what, and what to do next
    QString context; // detail for the log: URL, path, status line; never a secret
    int status = 0;  // HTTP status or exit status where there was one, else 0

    bool operator==(const Error &) const = default;
};

template <class T = void> using Result = std::expected<T, Error>;

inline std::unexpected<Error> failure(ErrorCode code, QString message, QString context = {}, int status = 0)
{
    return std::unexpected(Error{code, std::move(message), std::move(context), status});
}

} // namespace relight
