// terraform in the drill, asked and read by the engine's own step.
#include "app/engine/steps/terraform.h"
#include "app/engine/steps/terraformplan.h"
#include "stand.h"

#include <QTest>

using namespace relight;
using namespace relight::world;
using namespace relight::world::test;
using namespace Qt::StringLiterals;

class TerraformPlay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void makesTheCluster();
    void makesItElsewhere();
    void saysWhatItDoes();
    void asksBeforeItDestroys();
    void stopsWhereTheQuotaIsFull();
    void goesOnAfterItWasCutOff();
    void makesALostClusterAgain();
    void replacesWhatIsNamed();
    void isSlow();
    void needsAnIdentity();
    void sameSeedSameStory();
    void writesNowhereElse();
    void refusesWhatItDoesNotKnow_data();
    void refusesWhatItDoesNotKnow();
};

static QStringList linesOf(const QByteArray &output, TerraformLine::Kind kind)
{
    QStringList found;
    for (const QByteArray &line : output.split('\n')) {
        if (const TerraformLine read = readTerraformLine(line); read.kind == kind)
            found << read.text;
    }
    return found;
}

void TerraformPlay::makesTheCluster()
{
    Stand stand(manifestOf());
    EngineStand engine(stand, u"provision"_s, StepKind::Provision);
    Terraform terraform(*engine.context);
    QVERIFY(terraform.init());
    const auto before = terraform.kubeconfig();
    QVERIFY(!before);
    QCOMPARE(before.error().code, ErrorCode::NotFound);
    const auto applied = terraform.apply({});
    QVERIFY2(applied, applied ? "" : qPrintable(applied.error().message));
    QVERIFY(!applied->ask);
    QCOMPARE(applied->summary, u"12 to create"_s);
    QCOMPARE(stand.world.clusters, 1);
    QVERIFY(stand.world.clusterIsUp);
    const auto after = terraform.kubeconfig();
    QVERIFY(after && after->startsWith("apiVersion: v1"));
    // The plan's estimate, and less than a minute for looking and planning.
    const Estimate estimate = engine.plan.find(u"provision")->estimate;
    QVERIFY(stand.world.clock.now() >= estimate.low);
    QVERIFY(stand.world.clock.now() <= estimate.high + Seconds{60});
    const auto again = terraform.apply({});
    QVERIFY(again && again->summary == u"no changes");
    QCOMPARE(terraform.kubeconfigResources(), QStringList{u"google_container_cluster.production"_s});
}

void TerraformPlay::makesItElsewhere()
{
    Stand stand(manifestOf({}, "    kubeconfig: { output: admin }\n")
            .replace("terraform\n", "opentofu\n")
            .replace("europe-west1", "eu-central-1"));
    EngineStand engine(stand, u"provision"_s, StepKind::Provision);
    Terraform tofu(*engine.context);
    QVERIFY(tofu.init());
    const auto applied = tofu.apply({});
    QVERIFY2(applied, applied ? "" : qPrintable(applied.error().message));
    QVERIFY(engine.played.ran.first().startsWith(u"tofu init"));
    QVERIFY(tofu.kubeconfig());
    QCOMPARE(tofu.kubeconfigResources(), QStringList{u"aws_eks_cluster.production"_s});
    QCOMPARE(stand.world.clusters, 1);
}

void TerraformPlay::saysWhatItDoes()
{
    Stand stand(manifestOf());
    QCOMPARE(*stand.run(u"terraform init -input=false -no-color"_s)->status, 0);
    const QString file = stand.folder.filePath(u"plan"_s);
    const auto plan = stand.run(u"terraform plan -input=false -no-color -out="_s + file);
    QCOMPARE(*plan->status, 0);
    QVERIFY(plan->output.contains("Plan: 12 to add, 0 to change, 0 to destroy."));
    const auto applied = stand.run(u"terraform apply -input=false -json "_s + file);
    QCOMPARE(*applied->status, 0);
    QCOMPARE(linesOf(applied->output, TerraformLine::Kind::ResourceStart).size(), 12);
    QCOMPARE(linesOf(applied->output, TerraformLine::Kind::ResourceDone).size(), 12);
    QVERIFY(linesOf(applied->output, TerraformLine::Kind::ResourceProgress)
            .contains(u"google_container_cluster.production: Still creating... [1m10s elapsed]"_s));
    QVERIFY(applied->output.contains("\"Apply complete! Resources: 12 added, 0 changed, 0 destroyed.\""));
    QVERIFY(applied->output.contains("\"terraform\":\"1.9.8\""));
    QVERIFY(stand.run(u"terraform version"_s)->output.startsWith("Terraform v1.9.8\n"));
    QVERIFY(stand.run(u"tofu version"_s)->output.startsWith("OpenTofu v1."));
    QCOMPARE(*stand.run(u"terraform output -no-color -raw other"_s)->status, 1);
}

void TerraformPlay::asksBeforeItDestroys()
{
    Stand stand(manifestOf());
    EngineStand engine(stand, u"provision"_s, StepKind::Provision);
    Terraform terraform(*engine.context);
    QVERIFY(terraform.init());
    stand.begin(u"terraform-destroys"_s);
    const auto asked = terraform.apply({});
    QVERIFY(asked && asked->ask);
    QCOMPARE(asked->ask->details,
        (QStringList{u"google_sql_database_instance.main will be replaced"_s,
            u"google_storage_bucket.uploads will be deleted"_s, u"google_dns_managed_zone.public will be replaced"_s}));
    QCOMPARE(stand.world.clusters, 0);
    stand.end(u"terraform-destroys"_s);
    const auto applied = terraform.apply({});
    QVERIFY(applied && !applied->ask);
    QCOMPARE(stand.world.clusters, 1);
}

void TerraformPlay::stopsWhereTheQuotaIsFull()
{
    Stand stand(manifestOf());
    EngineStand engine(stand, u"provision"_s, StepKind::Provision);
    Terraform terraform(*engine.context);
    QVERIFY(terraform.init());
    stand.begin(u"terraform-fails"_s);
    const auto failed = terraform.apply({});
    QVERIFY(!failed);
    QVERIFY2(failed.error().message.contains(u"QUOTA_EXCEEDED"), qPrintable(failed.error().message));
    QVERIFY(failed.error().message.contains(u"CPUS_ALL_REGIONS"));
    QCOMPARE(stand.world.clusters, 0);
    stand.end(u"terraform-fails"_s);
    const auto applied = terraform.apply({});
    QVERIFY(applied);
    QCOMPARE(applied->summary, u"1 to create"_s);
    QCOMPARE(stand.world.clusters, 1);

    Stand other(manifestOf());
    other.begin(u"terraform-fails"_s,
        {{u"resource"_s, u"google_container_cluster.production"_s}, {u"message"_s, u"Error 403: no"_s}});
    (void)other.run(u"terraform init"_s);
    (void)other.run(u"terraform plan -out="_s + other.folder.filePath(u"p"_s));
    const auto run = other.run(u"terraform apply -json "_s + other.folder.filePath(u"p"_s));
    QCOMPARE(*run->status, 1);
    QCOMPARE(linesOf(run->output, TerraformLine::Kind::Diagnostic), QStringList{u"Error 403: no"_s});
    QCOMPARE(linesOf(run->output, TerraformLine::Kind::ResourceError).size(), 1);
}

void TerraformPlay::goesOnAfterItWasCutOff()
{
    Stand stand(manifestOf());
    const QString file = stand.folder.filePath(u"plan"_s);
    (void)stand.run(u"terraform init"_s);
    (void)stand.run(u"terraform plan -out="_s + file);
    const QStringList words{u"terraform"_s, u"apply"_s, u"-json"_s, file};
    const auto cut = stand.start({words, {}, u"provision"_s, u"apply"_s, {}, {}});
    stand.world.clock.advanceTo(stand.world.clock.now() + Seconds{200});
    const auto done = linesOf(cut->output, TerraformLine::Kind::ResourceDone).size();
    QVERIFY(done > 2 && done < 12);
    cut->gone();
    const QByteArray said = cut->output;
    stand.world.clock.advanceTo(stand.world.clock.now() + Seconds{3600});
    QCOMPARE(cut->output, said);
    QVERIFY(!cut->status);
    QVERIFY(!stand.world.clusterIsUp);
    QVERIFY(stand.run(words.join(u' '))->output.contains("Saved plan is stale"));
    const auto plan = stand.run(u"terraform plan -out="_s + file);
    QVERIFY(plan->output.contains(u"Plan: %1 to add"_s.arg(12 - done).toUtf8()));
    QCOMPARE(*stand.run(words.join(u' '))->status, 0);
    QCOMPARE(stand.world.clusters, 1);

    // One that goes without a word: noticed at its next line.
    Stand silent(manifestOf());
    (void)silent.run(u"terraform init"_s);
    (void)silent.run(u"terraform plan -out="_s + silent.folder.filePath(u"p"_s));
    const auto lost = silent.start({{u"terraform"_s, u"apply"_s, u"-json"_s, silent.folder.filePath(u"p"_s)}, {},
        u"provision"_s, u"apply"_s, {}, {}});
    silent.world.clock.advanceTo(silent.world.clock.now() + Seconds{20});
    lost->silentlyGone = true;
    silent.world.clock.advanceTo(silent.world.clock.now() + Seconds{3600});
    QCOMPARE(silent.world.clusters, 0);
}

void TerraformPlay::makesALostClusterAgain()
{
    Stand stand(manifestOf());
    EngineStand engine(stand, u"provision"_s, StepKind::Provision);
    Terraform terraform(*engine.context);
    QVERIFY(terraform.init());
    QVERIFY(terraform.apply({}));
    stand.world.clusterIsUp = false;
    const auto again = terraform.apply({});
    QVERIFY(again);
    QCOMPARE(again->summary, u"4 to create"_s);
    QCOMPARE(stand.world.clusters, 2);
}

void TerraformPlay::replacesWhatIsNamed()
{
    Stand stand(manifestOf());
    EngineStand engine(stand, u"provision"_s, StepKind::Provision);
    Terraform terraform(*engine.context);
    QVERIFY(terraform.init());
    QVERIFY(terraform.apply({}));
    const auto asked = terraform.apply({u"google_container_cluster.production"_s});
    QVERIFY(asked && asked->ask);
    QCOMPARE(asked->ask->details, QStringList{u"google_container_cluster.production will be replaced"_s});
}

void TerraformPlay::isSlow()
{
    const auto took = [](const QString &factor) {
        Stand stand(manifestOf());
        if (!factor.isEmpty())
            stand.begin(u"provision-slow"_s, {{u"factor"_s, factor}});
        (void)stand.run(u"terraform init"_s);
        (void)stand.run(u"terraform plan -out="_s + stand.folder.filePath(u"p"_s));
        const Milliseconds before = stand.world.clock.now();
        (void)stand.run(u"terraform apply -json "_s + stand.folder.filePath(u"p"_s));
        return double((stand.world.clock.now() - before).count());
    };
    const double ratio = took(u"3"_s) / took({});
    QVERIFY2(ratio > 2.9 && ratio < 3.1, qPrintable(QString::number(ratio)));
}

void TerraformPlay::needsAnIdentity()
{
    Stand stand(manifestOf());
    (void)stand.run(u"terraform init"_s);
    stand.begin(u"credentials-expire"_s);
    const auto plan = stand.run(u"terraform plan -out="_s + stand.folder.filePath(u"p"_s));
    QCOMPARE(*plan->status, 1);
    QVERIFY(plan->error.contains("invalid_grant"));
    stand.end(u"credentials-expire"_s);
    QCOMPARE(*stand.run(u"terraform plan -out="_s + stand.folder.filePath(u"p"_s))->status, 0);
}

void TerraformPlay::sameSeedSameStory()
{
    const auto story = [](quint64 seed) {
        Stand stand(manifestOf(), seed);
        (void)stand.run(u"terraform init"_s);
        (void)stand.run(u"terraform plan -out="_s + stand.folder.filePath(u"p"_s));
        return stand.run(u"terraform apply -json "_s + stand.folder.filePath(u"p"_s))->transcript;
    };
    const QByteArray one = story(7);
    QVERIFY(!one.isEmpty());
    QCOMPARE(story(7), one);
    QVERIFY(story(8) != one);
}

void TerraformPlay::writesNowhereElse()
{
    Stand stand(manifestOf());
    QTemporaryDir other;
    (void)stand.run(u"terraform init"_s);
    for (const QString &path : {other.filePath(u"plan"_s), stand.folder.filePath(u"../plan"_s), u"/nowhere/plan"_s}) {
        QCOMPARE(*stand.run(u"terraform plan -out="_s + path)->status, 1);
        QVERIFY(!QFile::exists(path));
    }
}

void TerraformPlay::refusesWhatItDoesNotKnow_data()
{
    QTest::addColumn<QString>("words");
    QTest::newRow("command") << u"terraform taint x"_s;
    QTest::newRow("flag") << u"terraform plan -destroy"_s;
    QTest::newRow("without init") << u"terraform plan -input=false"_s;
    QTest::newRow("no plan") << u"terraform apply -json"_s;
    QTest::newRow("absent plan") << u"terraform apply -json /nowhere"_s;
    QTest::newRow("absent shown") << u"terraform show -json /nowhere"_s;
    QTest::newRow("nothing") << u"terraform"_s;
}

void TerraformPlay::refusesWhatItDoesNotKnow()
{
    QFETCH(const QString, words);
    Stand stand(manifestOf());
    const auto run = stand.run(words);
    QCOMPARE(*run->status, 1);
    QVERIFY(!(run->error + run->output).isEmpty());
}

QTEST_GUILESS_MAIN(TerraformPlay)
#include "tst_terraformplay.moc"
