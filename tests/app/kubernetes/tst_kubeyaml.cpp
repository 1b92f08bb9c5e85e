// What kubectl would make of a YAML text, and what of it may be applied.

#include "app/integrations/kubernetes/manifestobjects.h"
#include "app/integrations/kubernetes/yamldocuments.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace relight;

class tst_KubeYaml : public QObject
{
    Q_OBJECT

private:
    static QByteArray corpus(const char *name)
    {
        QFile file(QStringLiteral(RELIGHT_SOURCE_DIR "/tests/app/kubernetes/corpus/") + QLatin1String(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static QByteArray asJson(const QByteArray &yaml)
    {
        const auto documents = readYamlDocuments(yaml);
        if (!documents)
            return "error: " + documents.error().message.toUtf8();
        QJsonArray all;
        for (const YamlDocument &document : *documents)
            all.append(document.value);
        return QJsonDocument(all).toJson(QJsonDocument::Compact);
    }

private Q_SLOTS:
    void scalars_data()
    {
        QTest::addColumn<QByteArray>("scalar");
        QTest::addColumn<QByteArray>("json");
        // scalar TAB what kubectl makes of it, as JSON
        for (const QByteArray &line : corpus("scalars.tsv").split('\n'))
            if (const qsizetype tab = line.indexOf('\t'); tab > 0)
                QTest::newRow(line.left(tab)) << line.left(tab) << line.mid(tab + 1);
    }

    void scalars()
    {
        QFETCH(QByteArray, scalar);
        QFETCH(QByteArray, json);
        QCOMPARE(asJson("k: " + scalar), "[{\"k\":" + json + "}]");
    }

    void structures_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QByteArray>("json");
        for (const QJsonValue &row : QJsonDocument::fromJson(corpus("structures.json")).array())
            QTest::newRow(qPrintable(row[u"name"].toString()))
                << row[u"yaml"].toString().toUtf8() << row[u"json"].toString().toUtf8();
    }

    void structures()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QByteArray, json);
        QCOMPARE(asJson(yaml), json);
    }

    void brokenTextSaysWhere()
    {
        for (const QByteArray text : {"a: [1\nb: 2\n", "a: 1\n b: 2\n", "a: *nowhere\n", "? [1]\n: 2\n", "\ta: 1\n"}) {
            const auto documents = readYamlDocuments(text);
            QVERIFY2(!documents, text);
            QCOMPARE(documents.error().code, ErrorCode::Invalid);
            QVERIFY2(documents.error().message.contains(QLatin1String("line")), qPrintable(documents.error().message));
        }
    }

    void aliasesCannotExplode()
    {
        QByteArray bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
        for (int i = 1; i < 12; ++i) {
            const QByteArray before = "*a" + QByteArray::number(i - 1);
            bomb += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " ["
                + QByteArrayList(10, before).join(',') + "]\n";
        }
        QCOMPARE(readYamlDocuments(bomb).error().code, ErrorCode::Invalid);
    }

    void exportedListIsFlattenedAndStripped()
    {
        const auto objects = readManifestObjects(corpus("exported-list.yaml"));
        QVERIFY2(objects, qPrintable(objects ? QString() : objects.error().message));
        QCOMPARE(objects->size(), 2);
        const QJsonObject expected{{QStringLiteral("apiVersion"), QStringLiteral("v1")},
            {QStringLiteral("kind"), QStringLiteral("Secret")},
            {QStringLiteral("metadata"),
                QJsonObject{{QStringLiteral("name"), QStringLiteral("key")},
                    {QStringLiteral("namespace"), QStringLiteral("kube-system")},
                    {QStringLiteral("labels"),
                        QJsonObject{{QStringLiteral("sealedsecrets.bitnami.com/sealed-secrets-key"),
                            QStringLiteral("active")}}}}},
            {QStringLiteral("data"), QJsonObject{{QStringLiteral("tls.key"), QStringLiteral("eA==")}}}};
        QCOMPARE(objects->at(0).object, expected);
        QCOMPARE(objects->at(1).ref,
            (ObjectRef{QStringLiteral("v1"), QStringLiteral("Secret"), {}, QStringLiteral("bare")}));
        QCOMPARE(objects->at(1).object[QStringLiteral("metadata")][QStringLiteral("annotations")].toObject().keys(),
            QStringList{QStringLiteral("a")});
    }

    void orderWorksOnAnEmptyCluster()
    {
        QByteArray text;
        for (const char *kind : {"Deployment", "MutatingWebhookConfiguration", "Service", "Application",
                 "CustomResourceDefinition", "Secret", "Namespace"})
            text += QByteArray("---\napiVersion: v1\nmetadata: {name: x}\nkind: ") + kind + "\n";
        QStringList kinds;
        const auto objects = readManifestObjects(text);
        QVERIFY(objects);
        for (const ManifestObject &object : *objects)
            kinds << object.ref.kind;
        QCOMPARE(kinds.join(QLatin1Char(' ')),
            QStringLiteral("Namespace CustomResourceDefinition Service Secret Deployment Application "
                           "MutatingWebhookConfiguration"));
    }

    void objectsThatCannotBeApplied_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("words");
        QTest::newRow("no kind") << QByteArray("a: 1\n---\napiVersion: v1\nmetadata: {name: x}\n")
                                 << QStringLiteral("line");
        QTest::newRow("no apiVersion") << QByteArray("kind: Secret\nmetadata: {name: x}\n")
                                       << QStringLiteral("apiVersion");
        QTest::newRow("no name") << QByteArray("apiVersion: v1\nkind: Secret\nmetadata: {generateName: x-}\n")
                                 << QStringLiteral("metadata.name");
        QTest::newRow("scalar") << QByteArray("hello\n") << QStringLiteral("not a Kubernetes object");
        QTest::newRow("list") << QByteArray("- a\n") << QStringLiteral("not a Kubernetes object");
    }

    void objectsThatCannotBeApplied()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, words);
        const auto objects = readManifestObjects(yaml);
        QVERIFY(!objects);
        QCOMPARE(objects.error().code, ErrorCode::Invalid);
        QVERIFY2(objects.error().message.contains(words), qPrintable(objects.error().message));
    }
};

QTEST_GUILESS_MAIN(tst_KubeYaml)
#include "tst_kubeyaml.moc"
