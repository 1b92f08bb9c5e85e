#include "models/plan/scriptsecrets.h"

#include "models/plan/shellquote.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

bool isVariable(const QString &name)
{
    static const QRegularExpression pattern(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    return pattern.match(name).hasMatch();
}

// RELIGHT_SECRET_VAULT_TOKEN for prompt:vault-token
QString askedVariable(const SecretRef &ref)
{
    QString name = u"RELIGHT_SECRET_"_s;
    for (const QChar c : ref.target)
        name += (c.unicode() < 0x80 && c.isLetterOrNumber()) ? c.toUpper() : QChar(u'_');
    return name;
}

QString asked(const SecretRef &ref)
{
    return u"$(ask_secret %1 %2)"_s.arg(askedVariable(ref), shellQuoted(ref.text()));
}

QString valueOf(const SecretRef &ref)
{
    switch (ref.kind) {
    case SecretRef::Kind::Env:
        return isVariable(ref.target) ? u"${%1:?is not set; it is a secret of the manifest}"_s.arg(ref.target)
                                      : asked(ref);
    case SecretRef::Kind::File:
        return u"$(cat %1)"_s.arg(shellHomePath(ref.target));
    case SecretRef::Kind::Command:
        return u"$(sh -c %1)"_s.arg(shellQuoted(ref.target));
    case SecretRef::Kind::Keychain:
    case SecretRef::Kind::Prompt:
        break;
    }
    return asked(ref);
}

} // namespace

QString ScriptSecrets::variable(const SecretRef &ref)
{
    qsizetype index = 0;
    while (index < m_refs.size() && (m_refs[index].kind != ref.kind || m_refs[index].target != ref.target))
        ++index;
    if (index == m_refs.size())
        m_refs << ref;
    return u"secret_%1"_s.arg(index + 1);
}

QStringList ScriptSecrets::lines() const
{
    QStringList lines;
    for (qsizetype i = 0; i < m_refs.size(); ++i)
        lines << u"secret_%1=%2"_s.arg(i + 1).arg(valueOf(m_refs[i]));
    return lines;
}

QStringList ScriptSecrets::exports(const SecretEnvironment &environment)
{
    QStringList lines;
    for (auto it = environment.begin(); it != environment.end(); ++it) {
        if (isVariable(it.key()))
            lines << u"%1=$%2"_s.arg(it.key(), variable(it.value())) << u"export "_s + it.key();
    }
    return lines;
}

} // namespace relight
