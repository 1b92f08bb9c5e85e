#include "app/engine/identityrule.h"

namespace relight {

static QString authorityText(const QString &caSha256)
{
    return caSha256.isEmpty() ? QStringLiteral("the system's trust") : QStringLiteral("sha256 ") + caSha256;
}

IdentityVerdict judgeIdentity(const IdentityQuestion &question)
{
    using Kind = IdentityVerdict::Kind;
    const ClusterIdentity &answering = question.answering;
    if (!question.lostUid.isEmpty() && answering.uid == question.lostUid)
        return {Kind::Refuse,
            QStringLiteral("the cluster at %1 is the lost one (kube-system %2): it is never a target")
                .arg(answering.server, answering.uid)};
    if (question.pin && question.pin->uid == answering.uid) {
        if (question.pin->caSha256 == answering.caSha256)
            return {Kind::Pinned, {}};
        return {Kind::Ask,
            QStringLiteral("the pinned cluster answers under another certificate authority (%1, pinned was %2)")
                .arg(authorityText(answering.caSha256), authorityText(question.pin->caSha256))};
    }
    const bool young = question.provisionStarted && answering.created >= *question.provisionStarted - Seconds{60};
    if (question.pin)
        return {Kind::Ask,
            QStringLiteral("another cluster answers than before (kube-system %1, made %2; pinned was %3): every step "
                           "after provision starts over on it")
                .arg(answering.uid, timestampText(answering.created), question.pin->uid)};
    if (!question.empty)
        return {Kind::Ask,
            QStringLiteral("the cluster at %1 is not empty: %2").arg(answering.server, question.foundInside)};
    if (young && question.newCluster)
        return {Kind::Accept, QStringLiteral("made after this run's provision started")};
    if (young)
        return {Kind::Ask,
            QStringLiteral("a new cluster answers at %1, made %2")
                .arg(answering.server, timestampText(answering.created))};
    return {Kind::Ask,
        QStringLiteral("the cluster at %1 was there before this run (made %2)")
            .arg(answering.server, timestampText(answering.created))};
}

Decision identityDecision(const IdentityQuestion &question, const QString &stepId, const QString &reason)
{
    Decision decision;
    const QString ca = question.answering.caSha256.left(12);
    decision.id = QStringLiteral("identity:%1:%2").arg(question.answering.uid, ca);
    decision.kind = DecisionKind::ClusterIdentity;
    decision.stepId = stepId;
    decision.title = QStringLiteral("Recover onto this cluster?");
    decision.reason = reason;
    decision.details = {QStringLiteral("server %1").arg(question.answering.server),
        QStringLiteral("kube-system UID %1").arg(question.answering.uid),
        QStringLiteral("API CA %1").arg(authorityText(question.answering.caSha256)),
        QStringLiteral("Kubernetes %1").arg(question.answering.version)};
    decision.subject = question.answering.uid;
    // Who accepted the cluster did not accept another authority for it.
    if (question.pin && question.pin->uid == question.answering.uid)
        decision.subject += u':' + (ca.isEmpty() ? QStringLiteral("system") : ca);
    decision.option = QStringLiteral("--cluster-identity ") + decision.subject;
    decision.typed = true;
    return decision;
}

} // namespace relight
