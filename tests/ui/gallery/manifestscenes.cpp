#include "tests/ui/fakemanifest.h"
#include "tests/ui/gallery/scene.h"
#include "ui/manifest/manifestdesk.h"
#include "ui/manifest/manifesteditor.h"
#include "ui/manifest/manifesthead.h"
#include "ui/manifest/manifestpage.h"

#include <QPushButton>
#include <QTimer>

namespace relight {

static Scene written(const QString &name, std::function<void(ManifestPage &, FakeManifest &)> change)
{
    return inWindow(name, [change = std::move(change)](MainWindow &window, RecoveryStory &story) {
        auto *document = new FakeManifest(FakeManifest::sample());
        document->setParent(&window);
        window.showManifest(story.manifest(), document);
        change(*window.manifestPage(), *document);
    });
}

static void breakIt(ManifestPage &page, FakeManifest &document)
{
    document.setText(QString(document.text())
            .replace(QStringLiteral("terraform\n"), QStringLiteral("terrafrom\n"))
            .replace(QStringLiteral("v3.2.11"), QStringLiteral("stable"))
            .replace(QStringLiteral("estimate: 35m"), QStringLiteral("estimate: half an hour")));
    page.desk()->setText(document.text());
    page.desk()->goTo(18, 26);
}

static void completeIt(ManifestPage &page, FakeManifest &)
{
    page.desk()->goTo(23, 100);
    page.desk()->editor()->insertPlainText(QStringLiteral("\n    "));
    QTimer::singleShot(0, page.desk()->editor(), [&page] { page.desk()->editor()->complete(); });
}

static void lockIt(ManifestPage &, FakeManifest &document)
{
    ManifestStatus status = document.status();
    status.locked = QStringLiteral("The file is not UTF-8, and saving would change what cannot be shown: convert it "
                                   "first, for example with iconv -f latin1 -t utf-8");
    status.path = QStringLiteral("/home/jonas/%1/recovery.yaml").arg(QString(240, u'n'));
    document.setStatus(status);
}

QList<Scene> manifestScenes()
{
    return {
        written(QStringLiteral("manifest"), [](ManifestPage &page, FakeManifest &) { page.desk()->goTo(16, 5); }),
        written(QStringLiteral("manifest-broken"), breakIt),
        written(QStringLiteral("manifest-complete"), completeIt),
        written(QStringLiteral("manifest-diff"),
            [](ManifestPage &page, FakeManifest &document) {
                page.head()->diffButton()->click();
                document.answerDiff(FakeManifest::someDiff());
            }),
        written(QStringLiteral("manifest-locked"), lockIt),
        inWindow(QStringLiteral("manifest-empty"),
            [](MainWindow &window, RecoveryStory &) {
                auto *document = new FakeManifest(QString());
                document->setParent(&window);
                window.showManifest(RecoveryStory::brokenManifest(), document);
            }),
    };
}

} // namespace relight
