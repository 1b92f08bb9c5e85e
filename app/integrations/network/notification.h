#pragma once
// What is said to the people outside. Pure, any thread.

#include "models/plan/planfor.h"

#include <QJsonObject>

#include <utility>

namespace relight {

struct Notification
{
    QString event;                               // "recovery completed", "recovery failed" …
    QString runName;                             // of the manifest
    RunMode mode = RunMode::Live;                // a drill says so in its first word
    QString who;                                 // user@host
    QString what;                                // one sentence
    std::optional<Seconds> duration;             // since the incident was declared
    QList<std::pair<QString, QString>> contacts; // role, address
};

// The body of an incoming webhook as Slack, Mattermost and those like them take it: "text" for all of them, one
// attachment with the same as fields.
[[nodiscard]] QJsonObject webhookBody(const Notification &notification);

} // namespace relight
