#pragma once
// Whether an SSH server's key is the one that known_hosts lines promise. Pure, any thread.

#include <QByteArray>
#include <QString>

namespace relight {

enum class HostKeyVerdict {
    Known,
    Unknown, // no line speaks of this host and kind of key
    Changed, // a line promises another key of this kind
    Revoked, // a line forbids this key
};

// `lines` as in OpenSSH's known_hosts: plain, wildcard, negated and hashed names, [host]:port, @revoked;
// @cert-authority lines are passed over. `key` is the public key's wire form. Port 0 is 22.
[[nodiscard]] HostKeyVerdict checkHostKey(
    const QByteArray &lines, const QString &host, quint16 port, const QByteArray &key);

// "SHA256:…" as ssh-keygen -l writes it, and "ssh-ed25519" from the key's own first field.
[[nodiscard]] QString hostKeyFingerprint(const QByteArray &key);
[[nodiscard]] QByteArray hostKeyType(const QByteArray &key);

} // namespace relight
