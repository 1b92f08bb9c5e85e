#pragma once
// terraform and tofu as the recovery engine calls them: version, init, plan -out, show -json, apply -json, output -raw.
// The one file that is written is the saved plan, and only below the folder that is allowed. Owned by Players.

#include "app/drill/world/play/terraformapply.h"

namespace relight::world {

struct PlaySettings
{
    std::function<QByteArray()> kubeconfig; // of the world's cluster
    QString writableFolder;                 // the run's: saved plans are written below it, nothing anywhere else
};

class TerraformPlayer
{
public:
    // `refused`: the cloud's words while it knows nobody; empty: all is well.
    TerraformPlayer(World &world, const PlaySettings &settings, std::function<QString()> refused);

    // `name`: unique for this run of the program. arguments[0] is terraform or tofu.
    void play(const PlayRequest &request, const QString &name, std::shared_ptr<PlaySession> session);

private:
    using Session = std::shared_ptr<PlaySession>;
    struct Run
    {
        QString name;
        TerraformBrand brand;
        QStringList flags, operands; // after the command
        std::shared_ptr<TerraformState> state;
        QString folder;
    };

    std::shared_ptr<TerraformState> stateOf(const QString &folder);
    void version(const Run &run, Session session);
    void init(const Run &run, Session session);
    void plan(const Run &run, Session session);
    void show(const Run &run, Session session);
    void output(const Run &run, Session session);
    void apply(const Run &run, Session session);
    void fail(const Run &run, Session session, const QByteArray &words);

    Ending planned(const Run &run);
    SavedPlan newPlan(const Run &run);
    QString outputName() const;
    Seconds provisionTime() const;

    World &m_world;
    const PlaySettings m_settings;
    const std::function<QString()> m_refused;
    const Cloud m_cloud;
    QMap<QString, std::shared_ptr<TerraformState>> m_states; // by folder
};

} // namespace relight::world
