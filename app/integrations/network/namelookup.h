#pragma once
// One DNS question asked on the network thread and awaited on a worker.

#include "app/integrations/io/reply.h"

#include <QHostAddress>
#include <QStringList>

namespace relight {

struct NameQuestion
{
    QString name;
    QString type;            // A, AAAA, CNAME; anything else: Invalid
    QHostAddress nameserver; // null: the system's
    quint16 port = 53;
};

// Records in order of their text; a CNAME without its last dot.
Result<QStringList> lookUpName(Mailbox &network, Clock &clock, const NameQuestion &question, const Call &call);

} // namespace relight
