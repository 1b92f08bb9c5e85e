// Credential plugins: shell scripts that count how often they ran.

#include "clusterfixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>
#include <thread>

using namespace relight;

class tst_KubeExec : public QObject
{
    Q_OBJECT

private:
    ClusterFixture m_fixture;
    QTemporaryDir m_folder;

    QByteArray countFile() const { return m_folder.filePath(QStringLiteral("runs")).toUtf8(); }
    int runs() const
    {
        QFile file(QString::fromUtf8(countFile()));
        return file.open(QIODevice::ReadOnly) ? int(file.readAll().count('\n')) : 0;
    }

    // A user whose plugin is this script; N in its output is the number of the run.
    QByteArray user(const QByteArray &script,
        const QByteArray &more = ", interactiveMode: IfAvailable, apiVersion: client.authentication.k8s.io/v1")
    {
        QFile::remove(QString::fromUtf8(countFile()));
        QFile file(m_folder.filePath(QStringLiteral("plugin")));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return {};
        file.write("#!/bin/sh\necho run >> " + countFile() + "\nN=$(wc -l < " + countFile() + ")\n" + script + "\n");
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return "{exec: {command: " + file.fileName().toUtf8()
            + ", env: [{name: PROFILE, value: prod}], installHint: \"get it \\e[1mthere\\e[0m\"" + more + "}}";
    }

    static QByteArray credential(const QByteArray &status)
    {
        return "cat <<END\n{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":"
            + status + "}\nEND";
    }

    Result<bool> ask(const QUrl &server, const QByteArray &user)
    {
        const auto cluster = m_fixture.open(server, user);
        if (!cluster)
            return std::unexpected(cluster.error());
        return (*cluster)->allowed(QStringLiteral("get"), {}, QStringLiteral("pods"), {}, {});
    }

private Q_SLOTS:
    void tokenIsKeptUntilRefused()
    {
        std::atomic<bool> first = true;
        ScriptedServer server([&](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (first ? request.headers.value("authorization") == "Bearer t1-prod"
                      : request.headers.value("authorization") == "Bearer t2-prod")
                peer.answer(200, R"({"status":{"allowed":true}})");
            else
                peer.answer(401, statusBody(401, "Unauthorized", "Unauthorized"));
        });
        const auto cluster = *m_fixture.open(server.url(), user(credential("{\"token\":\"t$N-$PROFILE\"}")));
        const auto allowed
            = [&] { return cluster->allowed(QStringLiteral("get"), {}, QStringLiteral("pods"), {}, {}); };
        const auto answer = allowed();
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().message));
        QVERIFY(allowed());
        QCOMPARE(runs(), 1);
        first = false;
        QVERIFY(allowed()); // refused, renewed, accepted
        QCOMPARE(runs(), 2);
        first = true;
        const auto refused = allowed();
        QCOMPARE(refused.error().code, ErrorCode::Unauthorized);
        QCOMPARE(runs(), 3); // once, not for ever
    }

    void expiredTokensAreRenewedBeforeUse()
    {
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) {
            peer.answer(200, R"({"status":{"allowed":true}})");
        });
        const auto cluster = *m_fixture.open(
            server.url(), user(credential("{\"token\":\"t$N\",\"expirationTimestamp\":\"2020-01-01T00:00:00Z\"}")));
        for (int i = 0; i < 2; ++i)
            QVERIFY(cluster->allowed(QStringLiteral("get"), {}, QStringLiteral("pods"), {}, {}));
        QCOMPARE(server.requests().last().headers.value("authorization"), "Bearer t2");
    }

    void whatIsLearntIsTold()
    {
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) {
            peer.answer(200, R"({"status":{"allowed":true}})");
        });
        QVERIFY(ask(server.url(), user(credential("{\"token\":\"t$N-$PROFILE\"}"))));
        QVERIFY(m_fixture.secrets.contains("t1-prod"));
        QVERIFY(m_fixture.open(server.url(), "{token: of-the-file}"));
        QVERIFY(m_fixture.secrets.contains("of-the-file"));
        QVERIFY(m_fixture.open(server.url(), "{username: u, password: of-the-user}"));
        QVERIFY(m_fixture.secrets.contains("of-the-user"));
        QFile tokenFile(m_folder.filePath(QStringLiteral("token")));
        QVERIFY(tokenFile.open(QIODevice::WriteOnly) && tokenFile.write("rotated\n") > 0);
        tokenFile.close();
        QVERIFY(ask(server.url(), "{tokenFile: " + tokenFile.fileName().toUtf8() + "}"));
        QVERIFY(m_fixture.secrets.contains("rotated"));
        QVERIFY(m_fixture.clusters.minimalKubeconfig({.kubeconfig
            = "current-context: c\nclusters: [{name: c, cluster: {server: 'https://a'}}]\nusers: [{name: u, user: "
              "{client-certificate-data: Y2VydA==, client-key-data: bXkta2V5}}]\ncontexts: [{name: c, context: "
              "{cluster: c, user: u}}]\n"}));
        QVERIFY(m_fixture.secrets.contains("my-key"));
    }

    void onePluginRunsAtATime()
    {
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) {
            peer.answer(200, R"({"status":{"allowed":true}})");
        });
        const auto cluster = *m_fixture.open(server.url(), user("sleep 0.2\n" + credential("{\"token\":\"t$N\"}")));
        std::atomic<int> good = 0;
        {
            std::vector<std::jthread> workers;
            for (int i = 0; i < 6; ++i)
                workers.emplace_back([&] {
                    good += cluster->allowed(QStringLiteral("get"), {}, QStringLiteral("pods"), {}, {}).has_value();
                });
        }
        QCOMPARE(good, 6);
        QCOMPARE(runs(), 1);
    }

    void oneFailureIsEnoughForAllWhoWait()
    {
        const auto cluster
            = *m_fixture.open(QUrl(QStringLiteral("http://127.0.0.1:1")), user("sleep 0.5; echo no >&2; exit 1"));
        std::atomic<int> refused = 0;
        {
            std::vector<std::jthread> workers;
            for (int i = 0; i < 6; ++i)
                workers.emplace_back([&] {
                    const auto answer = cluster->allowed(QStringLiteral("get"), {}, QStringLiteral("pods"), {}, {});
                    refused += !answer && answer.error().code == ErrorCode::Unauthorized;
                });
        }
        QCOMPARE(refused, 6);
        QCOMPARE(runs(), 1);
        QVERIFY(!cluster->allowed(QStringLiteral("get"), {}, QStringLiteral("pods"), {}, {}));
        QCOMPARE(runs(), 2); // who comes later tries anew
    }

    void whoGivesUpDoesNotSpeakForOthers()
    {
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) {
            peer.answer(200, R"({"status":{"allowed":true}})");
        });
        const auto cluster
            = *m_fixture.open(server.url(), user("[ $N = 1 ] && exec sleep 60\n" + credential("{\"token\":\"t$N\"}")));
        std::stop_source stop;
        std::jthread first([&] {
            (void)cluster->allowed(QStringLiteral("get"), {}, QStringLiteral("pods"), {}, {.stop = stop.get_token()});
        });
        QTRY_COMPARE(runs(), 1);
        std::jthread second([&] { stop.request_stop(); }); // while the next one waits, or just before
        QVERIFY(cluster->allowed(QStringLiteral("get"), {}, QStringLiteral("pods"), {}, {}));
        QCOMPARE(runs(), 2);
    }

    // Nothing of ours comes along: no Qt paths of a packaged build, no signals that our main thread blocks.
    void pluginsStartClean()
    {
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) {
            peer.answer(200, R"({"status":{"allowed":true}})");
        });
        qputenv("QT_PLUGIN_PATH", "/nowhere");
        sigset_t mine, before;
        sigemptyset(&mine);
        sigaddset(&mine, SIGTERM);
        sigaddset(&mine, SIGINT);
        pthread_sigmask(SIG_BLOCK, &mine, &before);
        const auto restore = qScopeGuard([&] {
            pthread_sigmask(SIG_SETMASK, &before, nullptr);
            qunsetenv("QT_PLUGIN_PATH");
        });
        const auto answer = ask(server.url(),
            user("BLOCKED=$(sed -n 's/^SigBlk:[[:space:]]*//p' /proc/self/status)\n"
                 "SESSION=$(ps -o sid= -p $$ | tr -d ' ')\n[ \"$SESSION\" = $$ ] && OWN=own || OWN=shared\n"
                + credential("{\"token\":\"$BLOCKED-$OWN-$QT_PLUGIN_PATH\"}")));
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().message));
        QCOMPARE(server.requests().last().headers.value("authorization"), "Bearer 0000000000000000-own-");
    }

    void stopEndsThePluginsChildrenToo()
    {
        const QByteArray pipe = m_folder.filePath(QStringLiteral("child")).toUtf8();
        const auto cluster = *m_fixture.open(
            QUrl(QStringLiteral("http://127.0.0.1:1")), user("sh -c 'echo $$ > " + pipe + "; sleep 60; :' &\nwait"));
        std::stop_source stop;
        qint64 child = 0;
        std::jthread other([&] {
            while (child == 0 && !stop.stop_requested()) {
                if (QFile file(QString::fromUtf8(pipe)); file.open(QIODevice::ReadOnly))
                    child = file.readAll().trimmed().toLongLong();
                std::this_thread::yield();
            }
            stop.request_stop();
        });
        QCOMPARE(cluster->allowed(QStringLiteral("get"), {}, QStringLiteral("pods"), {}, {.stop = stop.get_token()})
                     .error()
                     .code,
            ErrorCode::Cancelled);
        other.join();
        QVERIFY(child > 0);
        const auto isGone = [&] { // or waits for init to bury it
            QFile status(QStringLiteral("/proc/%1/stat").arg(child));
            return !status.open(QIODevice::ReadOnly) || status.readAll().contains(") Z ");
        };
        QTRY_VERIFY(isGone());
    }

    void failuresSpeak_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        const QByteArray v1 = ", interactiveMode: Never, apiVersion: client.authentication.k8s.io/v1";
        QTest::newRow("exit status") << QByteArray("echo 'please log in' >&2; exit 3") << v1
                                     << int(ErrorCode::Unauthorized) << "status 3: please log in\nget it there";
        QTest::newRow("no JSON") << QByteArray("echo hello") << v1 << int(ErrorCode::Unauthorized) << "ExecCredential";
        QTest::newRow("other version") << credential("{\"token\":\"t\"}")
                                       << QByteArray(", apiVersion: client.authentication.k8s.io/v1beta1")
                                       << int(ErrorCode::Unauthorized) << "v1beta1";
        QTest::newRow("old version") << credential("{\"token\":\"t\"}")
                                     << QByteArray(", apiVersion: client.authentication.k8s.io/v1alpha1")
                                     << int(ErrorCode::Invalid) << "out of date";
        QTest::newRow("half a pair") << credential("{\"clientCertificateData\":\"x\"}") << v1
                                     << int(ErrorCode::Unauthorized) << "not both";
        QTest::newRow("a flood") << QByteArray("exec yes") << v1 << int(ErrorCode::Unauthorized) << "1 MiB";
        QTest::newRow("nothing") << credential("{}") << v1 << int(ErrorCode::Unauthorized) << "neither";
        QTest::newRow("wants a terminal")
            << credential("{\"token\":\"t\"}")
            << QByteArray(", interactiveMode: Always, apiVersion: client.authentication.k8s.io/v1")
            << int(ErrorCode::NeedsPerson) << "terminal";
    }

    void failuresSpeak()
    {
        QFETCH(QByteArray, script);
        QFETCH(QByteArray, more);
        QFETCH(int, code);
        QFETCH(QString, words);
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) { peer.answer(200, "{}"); });
        const auto answer = ask(server.url(), user(script, more));
        QVERIFY(!answer);
        QCOMPARE(int(answer.error().code), code);
        QVERIFY2(answer.error().message.contains(words), qPrintable(answer.error().message));
        QCOMPARE(server.connections(), 0);
    }

    // Qt would send several values as one header, which the server reads as one value.
    void severalValuesOfOneExtraAreRefused()
    {
        const auto open = [this](const QByteArray &extra) {
            return m_fixture.open(
                QUrl(QStringLiteral("http://127.0.0.1:1")), "{token: t, as: drill, as-user-extra: {" + extra + "}}");
        };
        QVERIFY(open("scopes: [view], reason: [test]"));
        const auto refused = open("scopes: [view, edit]");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Invalid);
        QVERIFY2(refused.error().message.contains(QLatin1String("scopes")), qPrintable(refused.error().message));
    }

    void absentPluginShowsItsHint()
    {
        const auto answer = ask(QUrl(QStringLiteral("http://127.0.0.1:1")),
            "{exec: {command: no-such-plugin-here, installHint: get it at example.org, apiVersion: "
            "client.authentication.k8s.io/v1}}");
        QVERIFY2(answer.error().message.contains(QLatin1String("example.org")), qPrintable(answer.error().message));
        QCOMPARE(
            m_fixture.open(QUrl(QStringLiteral("http://127.0.0.1:1")), "{auth-provider: {name: gcp}}").error().code,
            ErrorCode::NeedsPerson);
    }

    void stopEndsAPluginThatHangs()
    {
        const auto cluster = *m_fixture.open(QUrl(QStringLiteral("http://127.0.0.1:1")), user("exec sleep 60"));
        std::stop_source stop;
        std::jthread other([&] {
            while (runs() == 0 && !stop.stop_requested())
                std::this_thread::yield();
            stop.request_stop();
        });
        QCOMPARE(cluster->allowed(QStringLiteral("get"), {}, QStringLiteral("pods"), {}, {.stop = stop.get_token()})
                     .error()
                     .code,
            ErrorCode::Cancelled);
        const Call soon = Call{}.within(m_fixture.clock.now(), Milliseconds{200});
        QCOMPARE(cluster->allowed(QStringLiteral("get"), {}, QStringLiteral("pods"), {}, soon).error().code,
            ErrorCode::TimedOut);
    }

    void pluginHearsOfItsCluster()
    {
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) {
            peer.answer(200, R"({"status":{"allowed":true}})");
        });
        const QByteArray info = m_folder.filePath(QStringLiteral("info")).toUtf8();
        QVERIFY(ask(server.url(),
            user("printf %s \"$KUBERNETES_EXEC_INFO\" > " + info + "\n" + credential("{\"token\":\"t\"}"),
                ", provideClusterInfo: true, interactiveMode: Never, apiVersion: client.authentication.k8s.io/v1")));
        QFile file(QString::fromUtf8(info));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject seen = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(seen[QStringLiteral("kind")].toString(), QStringLiteral("ExecCredential"));
        QCOMPARE(seen[QStringLiteral("spec")][QStringLiteral("interactive")].toBool(true), false);
        QCOMPARE(QUrl(seen[QStringLiteral("spec")][QStringLiteral("cluster")][QStringLiteral("server")].toString()),
            server.url());
    }
};

QTEST_GUILESS_MAIN(tst_KubeExec)
#include "tst_kubeexec.moc"
