#pragma once
// Consents given ahead, on the command line or in the window's start form, and which decision each of them answers.
// Pure, any thread.

#include "models/run/runevent.h"

#include <optional>

namespace relight {

struct Consents
{
    QString trust; // digest
    bool acceptWarnings = false;
    bool newCluster = false;     // a cluster made after this run's provision attempt started
    QString clusterIdentity;     // exactly this kube-system UID, or UID:CA (see identityDecision)
    bool approveAll = false;     // approve: true steps and syncs of manual applications, nothing else
    QStringList approve;         // step ids
    QStringList approvePlans;    // SHA-256 of a saved terraform plan
    QString approveDestinations; // SHA-256 of the list shown
    QString lostAnswers;         // name of the lost cluster, as asked
    QString acceptExceptions;    // names of applications, comma-separated, exactly as shown
    QStringList restoreAgain;    // names of restores and DNS entries
    QStringList done;            // manual steps done by hand
    QStringList undo;            // step ids whose undo is run when they fail or are cancelled
    QStringList retry;           // step ids to run again after an interruption or failure
};

// The option that grants this decision, as written on the command line ("--approve update-dns/www"); nothing: a person
// has to say.
[[nodiscard]] std::optional<QString> consentFor(const Decision &decision, const Consents &consents);

} // namespace relight
