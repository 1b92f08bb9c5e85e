// Refusals in words, and which of them speak against the API itself.
#include "app/integrations/argocd/argoanswer.h"

#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestArgoAnswer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refusals_data();
    void refusals();
    void renewedTokens_data();
    void renewedTokens();
};

void TestArgoAnswer::refusals_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code"); // -1: none
    QTest::addColumn<QString>("says");
    QTest::addColumn<bool>("trouble");
    const auto row = [](const char *name, int status, const char *type, const char *body, int code, const char *says,
                         bool trouble) {
        QTest::newRow(name) << status << QByteArray(type) << QByteArray(body) << code << QString::fromUtf8(says)
                            << trouble;
    };
    const char *json = "application/json";
    row("fine", 200, json, "{}", -1, "", false);
    row("page with 200", 200, "text/html", "<html>", int(ErrorCode::Protocol), "root path", true);
    row("no session", 401, json, R"({"error":"no session information","code":16,"message":"no session information"})",
        int(ErrorCode::Unauthorized), "no session", true);
    row("right missing", 403, json, R"({"code":7,"message":"permission denied: applications, sync"})",
        int(ErrorCode::Forbidden), "permission denied", false);
    row("sync window", 403, json, R"({"code":7,"message":"cannot sync: blocked by sync window"})",
        int(ErrorCode::NeedsPerson), "blocked by sync window", false);
    row("busy", 400, json, R"({"code":9,"message":"another operation is already in progress"})",
        int(ErrorCode::Conflict), "already in progress", false);
    row("bad revision", 400, json, R"({"code":3,"message":"unable to resolve"})", int(ErrorCode::Invalid),
        "unable to resolve", false);
    row("absent", 404, json, R"({"code":5,"message":"applications.argoproj.io \"x\" not found"})",
        int(ErrorCode::NotFound), "not found", false);
    row("domain failure", 500, json, R"({"code":2,"message":"rpc error: something of Git"})", int(ErrorCode::Failed),
        "of Git", false);
    row("plain text", 415, "text/plain", "Invalid content type\n", int(ErrorCode::Protocol), "Invalid content type",
        true);
    row("gateway", 503, "text/html", "<html>down</html>", int(ErrorCode::Unavailable), "down", true);
    row("empty", 502, "", "", int(ErrorCode::Unavailable), "HTTP 502", true);
}

void TestArgoAnswer::refusals()
{
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(int, code);
    QFETCH(QString, says);
    QFETCH(bool, trouble);
    const auto refusal
        = argoRefusal({.status = status, .headers = {{"Content-Type", type}}, .body = body}, u"sync shop"_s);
    QCOMPARE(refusal.has_value(), code >= 0);
    if (!refusal)
        return;
    QCOMPARE(int(refusal->code), code);
    QVERIFY2(refusal->message.startsWith(u"Argo CD did not sync shop") && refusal->message.contains(says),
        qPrintable(refusal->message));
    QCOMPARE(isApiTrouble(*refusal), trouble);
}

void TestArgoAnswer::renewedTokens_data()
{
    QTest::addColumn<QByteArray>("cookies"); // one Set-Cookie a line
    QTest::addColumn<QByteArray>("token");
    const auto row = [](const char *name, const char *cookies, const char *token) {
        QTest::newRow(name) << QByteArray(cookies) << QByteArray(token);
    };
    row("none", "", "");
    row("another", "session=a.b.c; path=/", "");
    row("one", "argocd.token=a.b.c; path=/; SameSite=lax; httpOnly", "a.b.c");
    row("split", "argocd.token=3:a.b; path=/\nargocd.token-1=xyz; path=/\nargocd.token-2=.c", "a.bxyz.c");
    row("a part is missing", "argocd.token=2:a.b.c", "");
    row("logged out", "argocd.token=; expires=x", "");
}

void TestArgoAnswer::renewedTokens()
{
    QFETCH(QByteArray, cookies);
    QFETCH(QByteArray, token);
    QCOMPARE(renewedToken({.status = 200, .headers = {{"Set-Cookie", cookies}}, .body = {}}), token);
    HttpAnswer apart{.status = 200, .headers = {}, .body = {}};
    for (const QByteArray &cookie : cookies.split('\n'))
        apart.headers.emplaceBack("set-cookie", cookie);
    QCOMPARE(renewedToken(apart), token);
}

QTEST_APPLESS_MAIN(TestArgoAnswer)
#include "tst_argoanswer.moc"
