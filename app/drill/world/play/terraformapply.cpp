#include "app/drill/world/play/terraformapply.h"

using namespace Qt::StringLiterals;

namespace relight::world {

TerraformApply::TerraformApply(std::shared_ptr<Stage> stage, ApplyOrder order)
    : m_world(stage->world())
    , m_stage(stage.get())
    , m_order(std::move(order))
{
}

// Deletions of what others stand on come after those; creations after what they stand on.
void TerraformApply::plan()
{
    QMap<QString, int> creating, deleting;
    const auto add = [&](const PlannedChange &change, bool deletes) {
        const CloudResource *resource = m_order.cloud.find(change.address);
        if (!resource)
            return;
        const Seconds made = m_order.takes.value(change.address, Seconds{resource->seconds});
        const Seconds takes = deletes ? std::max(Seconds{2}, made / 4) : made;
        (deletes ? deleting : creating).insert(change.address, int(m_jobs.size()));
        m_jobs << Job{resource, deletes, {}, takes};
    };
    for (const PlannedChange &change : m_order.plan.changes) {
        if (change.is("delete"_L1))
            add(change, true);
        if (change.is("create"_L1))
            add(change, false);
    }
    for (int index = 0; index < m_jobs.size(); ++index) {
        Job &job = m_jobs[index];
        for (const QString &address : job.resource->after) {
            if (!job.deletes && creating.contains(address))
                job.after << creating.value(address);
            if (job.deletes && deleting.contains(address))
                m_jobs[deleting.value(address)].after << index;
        }
        if (const QString own = job.resource->address(); !job.deletes && deleting.contains(own))
            job.after << deleting.value(own);
    }
}

void TerraformApply::start()
{
    m_stage->out(uiLine(m_world, u"version"_s, u"%1 %2"_s.arg(m_order.brand.title, m_order.brand.version),
        {{m_order.brand.program, m_order.brand.version}, {u"ui"_s, u"1.2"_s}}));
    for (const PlannedChange &change : m_order.plan.changes) {
        const CloudResource *resource = m_order.cloud.find(change.address);
        if (!resource || change.is("no-op"_L1))
            continue;
        const QString action = change.actions.size() > 1 ? u"replace"_s : change.actions.value(0);
        QJsonObject said{{u"resource"_s, uiResource(*resource, m_order.cloud.provider)}, {u"action"_s, action}};
        if (change.reason == u"replace_by_request")
            said.insert(u"reason"_s, u"requested"_s);
        else if (change.reason == u"replace_because_cannot_update")
            said.insert(u"reason"_s, u"cannot_update"_s);
        else if (!change.reason.isEmpty())
            said.insert(u"reason"_s, change.reason);
        m_stage->out(uiLine(
            m_world, u"planned_change"_s, u"%1: Plan to %2"_s.arg(change.address, action), {{u"change"_s, said}}));
    }
    plan();
    m_stage->after(Milliseconds{1200}, [self = shared_from_this()] { self->go(); });
}

QString TerraformApply::verb(const Job &job, const char *creating, const char *destroying) const
{
    return QLatin1StringView(job.deletes ? destroying : creating);
}

QJsonObject TerraformApply::hook(const Job &job, bool isOver) const
{
    QJsonObject hook{{u"resource"_s, uiResource(*job.resource, m_order.cloud.provider)},
        {u"action"_s, job.deletes ? u"delete"_s : u"create"_s}};
    if (job.deletes || (isOver && job.state == State::Done)) {
        hook.insert(u"id_key"_s, u"id"_s);
        hook.insert(u"id_value"_s, job.resource->id);
    }
    if (job.state != State::Waiting)
        hook.insert(
            u"elapsed_seconds"_s, qint64(std::chrono::duration_cast<Seconds>(m_world.clock.now() - job.began).count()));
    return {{u"hook"_s, hook}};
}

void TerraformApply::go()
{
    int running = 0;
    for (int index = 0; index < m_jobs.size(); ++index) {
        const bool ready
            = std::ranges::all_of(m_jobs[index].after, [&](int waited) { return m_jobs[waited].state == State::Done; });
        // Ten side by side, as terraform does unless it is told otherwise.
        if (m_jobs[index].state == State::Waiting && ready && running < 10)
            begin(index);
        running += m_jobs[index].state == State::Running;
    }
    if (running == 0)
        end();
}

void TerraformApply::begin(int index)
{
    Job &job = m_jobs[index];
    m_stage->out(uiLine(m_world, u"apply_start"_s,
        u"%1: %2"_s.arg(job.resource->address(),
            verb(job, "Creating...", "Destroying... ")
                + (job.deletes ? u"[id=%1]"_s.arg(job.resource->id) : QString())),
        hook(job, false)));
    job.state = State::Running;
    job.began = m_world.clock.now();
    if (job.deletes && job.resource->address() == m_order.cloud.clusterAddress)
        m_world.clusterIsUp = false; // its API is the first thing to go
    if (job.takes > Seconds{10})
        m_stage->after(Seconds{10}, [self = shared_from_this(), index] { self->progress(index); });
    m_stage->after(std::min<Milliseconds>(job.takes / 2, Seconds{42}),
        [self = shared_from_this(), index] { self->mayFail(index); });
    m_stage->after(job.takes, [self = shared_from_this(), index] { self->finish(index); });
}

void TerraformApply::progress(int index)
{
    const Job &job = m_jobs[index];
    if (job.state != State::Running)
        return;
    const Seconds elapsed = std::chrono::duration_cast<Seconds>(m_world.clock.now() - job.began);
    m_stage->out(uiLine(m_world, u"apply_progress"_s,
        u"%1: Still %2... [%3 elapsed]"_s.arg(
            job.resource->address(), verb(job, "creating", "destroying"), elapsedText(elapsed)),
        hook(job, false)));
    if (elapsed + Seconds{10} < job.takes)
        m_stage->after(Seconds{10}, [self = shared_from_this(), index] { self->progress(index); });
}

// "resource" of the fault: an address, a type, a name. Not said, or not in this cloud: the one that a full quota stops.
static bool isMeant(const Fault &fault, const CloudResource &resource, const Cloud &cloud)
{
    const QString said = fault.with.value(u"resource"_s).toString();
    const auto matches = [&](const CloudResource &one) {
        return !said.isEmpty() && (said == one.address() || said == one.type || said == one.name);
    };
    return std::ranges::any_of(cloud.cluster, matches) ? matches(resource) : resource.address() == cloud.failing;
}

void TerraformApply::mayFail(int index)
{
    Job &job = m_jobs[index];
    QString summary = m_order.refused();
    const auto fault = m_world.faults.find(u"terraform-fails"_s);
    if (fault && !job.deletes && isMeant(*fault, *job.resource, m_order.cloud))
        summary = fault->with.value(u"message"_s).toString(m_order.cloud.quotaSummary);
    if (summary.isEmpty())
        return;
    job.state = State::Failed;
    m_failures << Failure{job.resource, summary};
    const Seconds elapsed = std::chrono::duration_cast<Seconds>(m_world.clock.now() - job.began);
    m_stage->out(uiLine(m_world, u"apply_errored"_s,
        u"%1: %2 errored after %3"_s.arg(
            job.resource->address(), verb(job, "Creation", "Destruction"), elapsedText(elapsed)),
        hook(job, true)));
    go();
}

void TerraformApply::finish(int index)
{
    Job &job = m_jobs[index];
    if (job.state != State::Running)
        return;
    job.state = State::Done;
    const QString address = job.resource->address();
    QString said
        = u"%1: %2 complete after %3"_s.arg(address, verb(job, "Creation", "Destruction"), elapsedText(job.takes));
    if (job.deletes) {
        m_order.state->existing.removeAll(address);
    } else {
        said += u" [id=%1]"_s.arg(job.resource->id);
        m_order.state->existing << address;
    }
    ++m_order.state->serial;
    m_madeCluster |= !job.deletes && address == m_order.cloud.clusterAddress;
    m_stage->out(uiLine(m_world, u"apply_complete"_s, said, hook(job, true)));
    go();
}

void TerraformApply::end()
{
    if (!m_failures.isEmpty()) {
        for (const Failure &failure : std::as_const(m_failures))
            m_stage->out(uiError(m_world, failure.summary, {}, failure.resource));
        m_stage->end(1);
        return;
    }
    m_order.state->hasOutputs = true;
    m_order.state->delivered = true;
    if ((m_madeCluster || !m_world.clusterIsUp) && m_world.provisioned)
        m_world.provisioned();
    const int add = m_order.plan.count("create"_L1), remove = m_order.plan.count("delete"_L1);
    m_stage->out(uiLine(m_world, u"change_summary"_s,
        u"Apply complete! Resources: %1 added, 0 changed, %2 destroyed."_s.arg(add).arg(remove),
        {{u"changes"_s,
            QJsonObject{{u"add"_s, add}, {u"change"_s, 0}, {u"import"_s, 0}, {u"remove"_s, remove},
                {u"operation"_s, u"apply"_s}}}}));
    m_stage->out(uiLine(m_world, u"outputs"_s, u"Outputs: 1"_s,
        {{u"outputs"_s,
            QJsonObject{{m_order.output, QJsonObject{{u"sensitive"_s, true}, {u"type"_s, u"string"_s}}}}}}));
    m_stage->end(0);
}

} // namespace relight::world
