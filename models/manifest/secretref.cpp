#include "models/manifest/recoverymanifest.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

constexpr std::array kinds{
    std::pair{"env", SecretRef::Kind::Env},
    std::pair{"file", SecretRef::Kind::File},
    std::pair{"keychain", SecretRef::Kind::Keychain},
    std::pair{"prompt", SecretRef::Kind::Prompt},
    std::pair{"command", SecretRef::Kind::Command},
};

} // namespace

QString SecretRef::text() const
{
    const auto found
        = std::find_if(kinds.begin(), kinds.end(), [this](const auto &each) { return each.second == kind; });
    return QString::fromLatin1(found->first) + u':' + target;
}

// Nothing here repeats what was written: it may be the secret itself.
Result<SecretRef> parseSecretRef(const QString &text, SourcePosition at)
{
    const QString trimmed = text.trimmed();
    const qsizetype colon = trimmed.indexOf(u':');
    const QString scheme = trimmed.left(std::max<qsizetype>(colon, 0));
    const QString target = trimmed.mid(colon + 1).trimmed();
    const auto found = std::find_if(
        kinds.begin(), kinds.end(), [&](const auto &each) { return scheme == QLatin1String(each.first); });
    if (found == kinds.end()) {
        return failure(ErrorCode::Invalid,
            u"a secret stands here in plain text, or what stands here is not a reference (not repeated): write "
            u"env:NAME, file:PATH, "
            "keychain:NAME, prompt:NAME or command:ARGV; if it was a real secret, change it, it is in Git's history"_s);
    }
    const auto isControl = [](QChar c) { return c < u' ' || c == u'\x7f'; };
    if (target.isEmpty() || std::any_of(target.cbegin(), target.cend(), isControl)) {
        return failure(ErrorCode::Invalid,
            u"the reference %1: names nothing, or holds a line end: write what it refers to in one line"_s.arg(scheme));
    }
    static const QRegularExpression variable(u"\\A[A-Za-z_][A-Za-z0-9_]*\\z"_s);
    if (found->second == SecretRef::Kind::Env && !variable.match(target).hasMatch()) {
        return failure(ErrorCode::Invalid,
            u"env: is followed by something that is not the name of an environment variable (not repeated): write env:NAME"_s);
    }
    return SecretRef{found->second, target, at};
}

} // namespace relight
