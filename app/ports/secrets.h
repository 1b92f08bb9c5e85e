#pragma once
// Secrets are fetched when needed, kept in memory that is wiped, and scrubbed from everything that is written.
// Thread-safe.

#include "app/ports/call.h"
#include "models/manifest/recoverymanifest.h"

#include <QByteArray>

#include <functional>
#include <utility>
#include <vector>

namespace relight {

// Bytes that are overwritten when the last owner goes.
class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArray value)
        : m_value(std::move(value))
    {
    }
    Secret(const Secret &other)
        : m_value(other.m_value.constData(), other.m_value.size())
    {
    }
    Secret(Secret &&other) noexcept
        : m_value(std::exchange(other.m_value, {}))
    {
    }
    Secret &operator=(Secret other) noexcept
    {
        m_value.swap(other.m_value);
        return *this;
    }
    ~Secret()
    {
        if (!m_value.isEmpty()) {
            volatile char *bytes = m_value.data();
            for (qsizetype i = 0; i < m_value.size(); ++i)
                bytes[i] = 0;
        }
    }
    const QByteArray &bytes() const { return m_value; }
    QString text() const { return QString::fromUtf8(m_value); }
    bool isEmpty() const { return m_value.isEmpty(); }

private:
    QByteArray m_value;
};

// How a client tells what it learned by itself (a log-in's token, a kubeconfig's key) to Secrets::remember, as soon as
// it knows. Any thread; empty: nobody listens.
using Remember = std::function<void(const QByteArray &secret)>;

class Secrets
{
public:
    virtual ~Secrets() = default;

    // env, file, keychain, prompt (asked once a run, then remembered in memory), command. NotFound says which reference
    // and how to give it.
    virtual Result<Secret> resolve(const SecretRef &reference, const Call &call) = 0;

    // Every value given out by resolve(), and any other that must not be seen (also base64 and URL-encoded), becomes
    // «secret».
    virtual QByteArray scrub(QByteArray text) const = 0;
    virtual void remember(const QByteArray &secret) = 0;
    // Sentences for a person about what was given out so far: files that other users may read.
    virtual QStringList warnings() const { return {}; }
    // All values to scrub right now, for a supervisor that outlives us.
    virtual std::vector<QByteArray> known() const = 0;
};

} // namespace relight
