// Pictures of every state of the window, light and dark, small and large: relight_gallery DIR [PART]. PART: only
// those with it in their names. For people's eyes and for CI's records; nothing is judged here.
#include "tests/ui/eyes.h"
#include "tests/ui/gallery/scene.h"

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QTimer>

#include <deque>

using namespace relight;

namespace {

class Gallery : public QObject
{
public:
    Gallery(QString folder, QString part)
        : m_folder(std::move(folder))
        , m_part(std::move(part))
    {
        m_timer.setInterval(160); // what repaints ten times a second has done so
        connect(&m_timer, &QTimer::timeout, this, &Gallery::next);
    }

    void add(Look::Choice choice, const QString &suffix, QSize size, int textSize = 100, Eyes eyes = Eyes::Usual)
    {
        for (const Scene &scene : allScenes())
            if ((scene.name + suffix).contains(m_part))
                m_shots.push_back({scene.name + suffix, scene, {m_look, choice, size, textSize}, eyes});
    }

    void start() { m_timer.start(); }

private:
    struct Shot
    {
        QString name;
        Scene scene;
        Stage stage;
        Eyes eyes;
    };

    void next()
    {
        if (m_shown) {
            const QString path = QStringLiteral("%1/%2.png").arg(m_folder, m_shots.front().name);
            if (!seenBy(m_shots.front().eyes, m_shown->grab().toImage()).save(path))
                qFatal("Cannot write %s: is there room, and may you write there?", qPrintable(path));
            m_shown.reset();
            m_shots.pop_front();
        }
        if (m_shots.empty())
            return QCoreApplication::quit();
        WindowMemory().keepTextSize(m_shots.front().stage.textSize); // a window begins with it
        m_shown = m_shots.front().scene.build(m_shots.front().stage);
        m_shown->show();
    }

    QString m_folder, m_part;
    Look m_look;
    std::deque<Shot> m_shots;
    std::shared_ptr<QWidget> m_shown;
    QTimer m_timer;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const QTemporaryDir settings;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    const QString folder = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("gallery");
    if (!QDir().mkpath(folder))
        qFatal("Cannot make the folder %s", qPrintable(folder));
    Gallery gallery(folder, argc > 2 ? QString::fromLocal8Bit(argv[2]) : QString());
    gallery.add(Look::Choice::Dark, QStringLiteral("-dark-1280"), {1280, 800});
    gallery.add(Look::Choice::Light, QStringLiteral("-light-1280"), {1280, 800});
    gallery.add(Look::Choice::Dark, QStringLiteral("-dark-2560"), {2560, 1440});
    gallery.add(Look::Choice::HighContrast, QStringLiteral("-contrast-1280"), {1280, 800});
    gallery.add(Look::Choice::Dark, QStringLiteral("-text200-1920"), {1920, 1200}, 200);
    gallery.add(Look::Choice::Light, QStringLiteral("-text150-1280"), {1280, 800}, 150);
    for (const auto &[eyes, suffix] : {std::pair{Eyes::Protan, QStringLiteral("-protan-1280")},
             {Eyes::Deutan, QStringLiteral("-deutan-1280")}, {Eyes::Tritan, QStringLiteral("-tritan-1280")}})
        gallery.add(Look::Choice::Dark, suffix, {1280, 800}, 100, eyes);
    gallery.start();
    return QApplication::exec();
}
