#include "app/integrations/secrets/keychain.h"

#include "app/integrations/io/reply.h"

#include <QPointer>

#include <qt6keychain/keychain.h>

namespace relight {

static Result<QByteArray> answerOf(const QKeychain::ReadPasswordJob &job, const QString &name)
{
    switch (job.error()) {
    case QKeychain::NoError:
        return job.binaryData();
    case QKeychain::EntryNotFound:
        return failure(ErrorCode::NotFound,
            QStringLiteral("The keyring has no entry “%1” of service “%2”: add it, for example with secret-tool")
                .arg(job.key(), job.service()));
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return failure(ErrorCode::Forbidden,
            QStringLiteral("The keyring did not give “%1”: unlock it and allow Relight to read it").arg(name));
    default:
        return failure(ErrorCode::Unavailable,
            QStringLiteral("There is no keyring to ask for “%1” (%2): start one, or use env:, file: or prompt: instead")
                .arg(name, job.errorString()));
    }
}

Result<QByteArray> readKeychain(Mailbox &io, Clock &clock, const QString &name, const Call &call)
{
    const qsizetype slash = name.indexOf(QLatin1Char('/'));
    const QString service = slash > 0 ? name.left(slash) : QStringLiteral("relight");
    const QString entry = slash > 0 ? name.mid(slash + 1) : name;
    return callOn<QByteArray>(io, clock, call, QStringLiteral("Reading “%1” from the keyring").arg(name),
        [=, context = &io](const std::shared_ptr<Reply<QByteArray>> &reply) -> std::function<void()> {
            auto *job = new QKeychain::ReadPasswordJob(service); // deletes itself when it has finished
            job->setKey(entry);
            job->setInsecureFallback(false);
            QObject::connect(job, &QKeychain::Job::finished, context,
                [reply, job, name](QKeychain::Job *) { reply->complete(answerOf(*job, name)); });
            job->start();
            return {}; // it cannot be called back; a late answer is dropped
        });
}

} // namespace relight
