#pragma once
// Who the cloud's command lines act as, and until when: which question is put to them, and what their answer means.
// Pure but for the questions, which are asked by preflight.

#include "app/ports/processes.h"
#include "models/base/time.h"

#include <optional>

namespace relight {

// Read-only questions. Their output may hold a token: it is captured, never written down.
struct CloudQuestion
{
    QString program;
    QStringList who;    // fails where there is no valid identity
    QStringList expiry; // empty: `who` says it, or nobody does
    QString login;      // what a person does about it
};
[[nodiscard]] const QList<CloudQuestion> &cloudQuestions();

struct CloudIdentity
{
    enum class State { Valid, Missing, Expired };
    State state = State::Valid;
    QString who; // empty: the program does not say
    std::optional<Timestamp> expires;
    QString why; // where it is not valid: the program's own words, shortened
};
[[nodiscard]] CloudIdentity readCloudIdentity(const ProcessResult &who, const ProcessResult &expiry);

} // namespace relight
