#pragma once
// 57 applications on their way, told to a run up to a moment, and an inspector that is driven by hand. For tests and
// pictures. GUI thread.

#include "tests/ui/fakerun.h"

#include "models/convergence/resourceforest.h"
#include "models/session/applicationinspector.h"

namespace relight {

class FakeInspector : public ApplicationInspector
{
    Q_OBJECT
public:
    using ApplicationInspector::ApplicationInspector;

    void inspect(const QString &application) override
    {
        inspected = application;
        wish(QStringLiteral("inspect ") + application);
    }
    void askDifferences() override
    {
        asked << (inspected.isEmpty() ? QStringLiteral("differences") : QStringLiteral("differences of ") + inspected);
    }
    void askResource(const ResourceKey &key) override { asked << key.kind + u' ' + key.name; }
    void followLog(const PodLogRequest &request) override
    {
        asked << QStringLiteral("log %1 %2%3")
                     .arg(request.pod, request.container, request.previous ? QStringLiteral(" previous") : QString());
    }
    void stopLog() override { asked << QStringLiteral("no log"); }
    void watchApplications(bool on) override { watching = on; }
    quint64 sync(const QString &application, bool prune) override
    {
        return wish(QStringLiteral("sync %1%2").arg(application, prune ? QStringLiteral(" and prune") : QString()));
    }
    quint64 refresh(const QString &application, bool hard) override
    {
        return wish((hard ? QStringLiteral("hard refresh ") : QStringLiteral("refresh ")) + application);
    }
    quint64 terminate(const QString &application) override { return wish(QStringLiteral("terminate ") + application); }

    quint64 last() const { return quint64(wishes.size()); }
    QStringList wishes;
    QStringList asked; // of the close look
    QString inspected;
    bool watching = false;

private:
    quint64 wish(const QString &text)
    {
        wishes << text;
        return last();
    }
};

struct Estate
{
    enum class Moment { Begun, Converging, Blocked, AllGreen };

    static Application application(const QString &name, int wave = 0, HealthStatus health = HealthStatus::Healthy);
    static QList<Application> at(Moment moment); // root-app and its 56 children
    // Tells of every moment up to this one, as seconds of the run go by.
    static void tell(FakeRun &run, Moment moment, const std::function<void(int)> &setNow);
    static InspectedTree paymentsTree(Timestamp readAt); // its pods wait for a Secret
    static InspectedResource paymentsPod(Timestamp at);  // of that tree
    static QList<InspectedDifference> paymentsDifferences();
    // Every fourth makes the next three, each of a kind of its own: nothing of it folds.
    static QList<ResourceItem> manyResources(int count);
};

} // namespace relight
